using static MixPolicy.Tests.Policies.PolicyCases;

namespace MixPolicy.Tests.Policies;

/// <summary>What the top of a policy, its rules and its output say when they are wrong.</summary>
public class PolicyReaderTests
{
    [Fact]
    public void Top_WhenWrong_SaysWhatIsAllowed() => Golden.Match(Transcript(
        ("stands", Small),
        ("stands with everything at the top", Head + "generation: 0\nas_of: 2026-11-01\nseed: 9_223_372_036_854_775_807\noutput: { dir: out }\n" + DataText + MixText + RuleText),
        ("empty", ""),
        ("comments only", "# nothing yet\n\n# here\n"),
        ("a document of nothing", "---\n...\n"),
        ("a list", "- mixpolicy: 1\n"),
        ("a text", "mixpolicy 1\n"),
        ("everything missing", "{}\n"),
        ("version missing", "name: small\n" + DataText + MixText + RuleText),
        ("version of the future", "mixpolicy: 2\nnmae: x\n"),
        ("version with a point", "mixpolicy: 1.0\nname: small\n" + DataText + MixText + RuleText),
        ("version quoted", "mixpolicy: \"1\"\nname: small\n" + DataText + MixText + RuleText),
        ("name with capitals", "mixpolicy: 1\nname: My Mix_3\n" + DataText + MixText + RuleText),
        ("name of nothing", "mixpolicy: 1\nname:\n" + DataText + MixText + RuleText),
        ("name is a list", "mixpolicy: 1\nname: [ a ]\n" + DataText + MixText + RuleText),
        ("misspelled keys", "mixpolicy: 1\nnaem: small\nas-of: 2026-11-01\nSeed: 4\nbudget: 3\n" + DataText + MixText + RuleText),
        ("duplicate keys", Head + "seed: 1\nseed: 2\nname: other\n" + DataText + MixText + RuleText),
        ("dates", Head + "as_of: 2026-11-31\n" + DataText + MixText + RuleText),
        ("date in the middle ages", Head + "as_of: 1066-10-14\n" + DataText + MixText + RuleText),
        ("date with a time", Head + "as_of: 2026-11-01T00:00:00Z\n" + DataText + MixText + RuleText),
        ("seed negative", Head + "seed: -1\n" + DataText + MixText + RuleText),
        ("seed too large", Head + "seed: 9223372036854775808\n" + DataText + MixText + RuleText),
        ("seed is text", Head + "seed: lucky\n" + DataText + MixText + RuleText),
        ("seed in hex", Head + "seed: 0x1F\n" + DataText + MixText + RuleText),
        ("seed in octal", Head + "seed: 0755\n" + DataText + MixText + RuleText),
        ("generation with a fraction", Head + "generation: 1.5\n" + DataText + MixText + RuleText),
        ("generation without a parent", Head + "generation: 3\n" + DataText + MixText + RuleText),
        ("a pack, and no waivers", Head + "extends: [ mixpolicy:pretrain ]\nwaivers: []\n" + DataText + MixText + RuleText),
        ("output", Head + "output: { dir: '', dri: x }\n" + DataText + MixText + RuleText)));

    [Fact]
    public void Rules_WhenWrong_SayWhatIsAllowed() => Golden.Match(Transcript(
        ("none", Head + DataText + MixText),
        ("nothing", Head + DataText + MixText + "rules:\n"),
        ("empty", Head + DataText + MixText + "rules: {}\n"),
        ("a list", Head + DataText + MixText + "rules: [ human ]\n"),
        ("a rule that states nothing", Head + DataText + MixText + "rules: { human: {} }\n"),
        ("a rule of nothing", Head + DataText + MixText + "rules: { human: }\n"),
        ("a misspelled rule", Head + DataText + MixText + "rules: { fresh_humen: { min_fraction: 0.3, within: 180d } }\n"),
        ("a misspelled limit", Head + DataText + MixText + "rules: { human: { min_fracton: 0.3, min-records: 3 } }\n"),
        ("a rule that counts time without a date", Head + DataText + MixText + "rules: { fresh_human: { min_fraction: 0.3, within: 180d } }\n"),
        ("rules that are not built yet", Head + DataText + MixText + "rules: { human: { min_fraction: 0.3 }, tail: { by: language }, groups: [] }\n"),
        ("only a rule that is not built yet", Head + DataText + MixText + "rules: { contamination: { max: 1 } }\n")));

    [Fact]
    public void Numbers_WhenWrong_SayWhatToWrite() => Golden.Match(Answers(
        (string[])[
            "30", "30.5", "1.5", "101", "1", "1.0", "0", "0.30", ".5", "5.", "30%", "0,3", "\"0.3\"", "'1'", "NaN", ".nan", ".inf", "-.inf", "1e-1", "-0.3", "+0.3",
            "0x1", "0o7", "00.3", "0.3.1", "1_0", "_1", "0_1", "half", "", "~", "[ 0.3 ]", "{ min: 0.3 }", "true", "1/3", "0.3\u00a0", "\u0663",
            "0.0000000000000000000000000000000000000000000000000000000000001",
        ],
        n => Head + DataText + MixText + $"rules: {{ human: {{ min_fraction: {n} }} }}\n"));

    [Fact]
    public void Counts_WhenWrong_SayWhatToWrite() => Golden.Match(Answers(
        (string[])["1024", "1_024", "1024.0", "1024.5", "1K", "-1", "\"1024\"", "1e3", "99999999999999999999", "many"],
        n => Head + DataText + MixText + $"rules: {{ human: {{ min_records: {n} }} }}\n"));

    [Fact]
    public void Days_WhenWrong_SayWhatToWrite() => Golden.Match(Answers(
        (string[])["180d", "26w", "0d", "180", "6m", "1y", "180 days", "-1d", "1.5d", "36501d", "99999999999999999999w", "d", "[ 1d ]"],
        n => Head + "as_of: 2026-11-01\n" + DataText + MixText + $"rules: {{ fresh_human: {{ min_fraction: 0.3, within: {n} }} }}\n"));

    [Fact]
    public void Flags_WhenWrong_SayWhatToWrite() => Golden.Match(Answers(
        (string[])["true", "false", "yes", "no", "On", "TRUE", "\"true\"", "1", "maybe", ""],
        n => Head + DataText + MixText + $"rules: {{ synthetic: {{ max_fraction: 0.5, require_decoding: {n} }} }}\n"));
}
