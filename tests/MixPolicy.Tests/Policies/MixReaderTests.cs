using static MixPolicy.Tests.Policies.PolicyCases;

namespace MixPolicy.Tests.Policies;

/// <summary>What <c>mix</c> says when it is wrong.</summary>
public class MixReaderTests
{
    [Fact]
    public void Mix_WhenWrong_SaysWhatIsAllowed() => Golden.Match(Transcript(
        ("missing", Head + DataText + RuleText),
        ("empty", Head + DataText + "mix: {}\n" + RuleText),
        ("bad unit", Head + DataText + "mix: { unit: token, budget: 2M }\n" + RuleText),
        ("unit of nothing", Head + DataText + "mix: { unit: , budget: 2M }\n" + RuleText),
        ("tokens that no source counts", Head + DataText + "mix: { budget: 2M }\n" + RuleText),
        ("misspelled", Head + DataText + "mix: { unit: records, budgte: 2M, weights: { web: 1 }, max_repetition_ratio: 2 }\n" + RuleText),
        ("caps", Head + DataText + "mix: { unit: records, budget: 2M, max_repetition_factor: 0.5, max_source_fraction: 80 }\n" + RuleText),
        ("huge cap", Head + DataText + "mix: { unit: records, budget: 2M, max_repetition_factor: 1000001 }\n" + RuleText)));

    [Fact]
    public void Budget_WhenWrong_SaysWhatToWrite() => Golden.Match(Answers(
        (string[])[
            "2_000_000", "2M", "1.5B", "2T", "10K", "2000.0", "all", "{ min: 1M, max: 2M }", "0", "0.5", "1.0005K", "2m", "2 M", "2G", "2MB", "2e6", "-2M", "9.3e18", "9300000T",
            "\"2M\"", "All", "everything", "", "[ 2M ]", "{ min: 1M }", "{ min: 3M, max: 2M }", "{ min: 1M, max: 2M, mean: 1M }", "{ min: all, max: 2M }",
        ],
        b => Head + DataText + $"mix: {{ unit: records, budget: {b} }}\n" + RuleText));

    [Fact]
    public void Targets_WhenWrong_SayTheSum() => Golden.Match(Answers(
        (string[])[
            "{ web: 0.7, books: 0.3 }", "{ web: 0.7 }", "{}", "{ web: 1.0, books: 0 }", "{ web: 0.7, books: 0.4 }", "{ web: 0.7, books: 0.2 }", "{ web: 1.1 }",
            "{ web: 0.333333333333, books: 0.666666666666 }", "{ wbe: 0.7, books: 0.3 }", "{ web: 70, books: 30 }", "{ web: 0.5, web: 0.5 }", "[ web ]", "{ web: }",
        ],
        t => Head + DataText + $"mix: {{ unit: records, budget: 10, targets: {t} }}\n" + RuleText)
        + Transcript(("targets of a mix that takes all", Head + DataText + "mix: { unit: records, budget: all, targets: { web: 0.7 } }\n" + RuleText)));
}
