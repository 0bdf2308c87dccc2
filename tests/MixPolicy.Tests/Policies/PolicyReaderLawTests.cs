using System.Globalization;
using System.Text;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using static MixPolicy.Tests.Policies.PolicyCases;

namespace MixPolicy.Tests.Policies;

/// <summary>What holds of reading any text at all.</summary>
public class PolicyReaderLawTests
{
    private static readonly byte[] Seed = Encoding.UTF8.GetBytes(FullPolicyTests.Built);
    private static readonly string[] Snippets =
    [
        "[", "]", "{", "}", ":", ": ", "- ", "? ", "&a ", "*a", "<<: ", "!t ", "|\n", ">-\n", "\"", "'", "#", "%", "---\n", "...\n", "\t", "\r", "\r\n", "\n", "\0", "\u0085", "~", "@", "`",
        ",", "\\", "\\x00", "\ud83d\ude00", "é", "1e9", ".nan", "0x", "  ", "    ", "null", "!!binary ",
    ];

    [Fact]
    public void Parse_MutatedPolicy_IsAPolicyOrAnErrorWithAPlace()
    {
        var cut = Gen.Select(Gen.Int[0, Seed.Length - 1], Gen.Int[0, 40]);
        var edit = Gen.Select(cut, Gen.Int[0, Snippets.Length - 1], Gen.Byte, Gen.Int[0, 3]);
        edit.Array[1, 6].Sample(
            edits =>
            {
                var bytes = Seed.ToList();
                foreach (var ((at, length), snippet, one, way) in edits)
                {
                    var start = Math.Min(at, bytes.Count);
                    if (way == 0) bytes.RemoveRange(start, Math.Min(length, bytes.Count - start));
                    else if (way == 1) bytes.InsertRange(start, Encoding.UTF8.GetBytes(Snippets[snippet]));
                    else if (way == 2) bytes.Insert(start, one);
                    else bytes.InsertRange(start, bytes.GetRange(start, Math.Min(length, bytes.Count - start)));
                }

                return IsJudged([.. bytes]);
            },
            iter: 3000);
    }

    [Fact]
    public void Parse_AnyBytes_IsAnErrorWithAPlace() => Gen.Byte.Array[0, 200].Sample(IsJudged, iter: 2000);

    [Fact]
    public void Parse_AnySyntax_IsAnErrorWithAPlace() =>
        Gen.Int[0, Snippets.Length - 1].Array[0, 30].Sample(parts => IsJudged(Encoding.UTF8.GetBytes(string.Concat(parts.Select(p => Snippets[p])))), iter: 5000);

    [Fact]
    public void Parse_KeysInAnyOrder_GiveTheSamePolicy()
    {
        string[] top = ["mixpolicy: 1\n", "name: p\n", "as_of: 2026-11-01\n", "seed: 7\n", "output: { dir: o }\n"];
        string[] source = ["name: web", "paths: [ a, b ]", "tags: { origin: human, license: MIT }", "columns: { id: i, domain: d }", "on_bad_record: quarantine"];
        string[] mix = ["unit: records", "budget: 2M", "max_repetition_factor: 4", "targets: { web: 1.0 }"];
        string[] rules = ["human: { min_fraction: 0.5 }", "fresh_human: { min_fraction: 0.1, within: 26w }", "synthetic: { max_fraction: 0.3 }"];
        string Text(IEnumerable<string> t, IEnumerable<string> s, IEnumerable<string> m, IEnumerable<string> r) => string.Concat(
            t.Append($"data: {{ sources: [ {{ {string.Join(", ", s)} }} ] }}\n").Append($"mix: {{ {string.Join(", ", m)} }}\n").Append($"rules: {{ {string.Join(", ", r)} }}\n").Order(StringComparer.Ordinal));
        var expected = Described(Stands(Text(top, source, mix, rules)));

        Gen.Select(Gen.Shuffle(top), Gen.Shuffle(source), Gen.Shuffle(mix), Gen.Shuffle(rules))
            .Sample((t, s, m, r) => Described(Stands(Text(t, s, m, r))) == expected, iter: 200);
    }

    [Fact]
    public void Parse_UnderACommaCulture_SaysTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        german.NumberFormat.NegativeSign = "\u2212";
        german.DateTimeFormat.DateSeparator = ".";
        var wrong = FullPolicyTests.Whole + "seed: -1\noutput: { dir: 1, n: 0.5 }\n";
        var expected = Lines(Read(wrong).Found) + Described(Stands(FullPolicyTests.Built));
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal(expected, Lines(Read(wrong).Found) + Described(Stands(FullPolicyTests.Built)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>All of a policy but its places.</summary>
    internal static string Described(Policy policy)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{policy.Name} generation {policy.Generation} as_of {policy.AsOf?.Value:yyyy-MM-dd} seed {policy.Seed} output {policy.OutputDir}\n");
        foreach (var source in policy.Sources)
        {
            text.Append(CultureInfo.InvariantCulture, $"source {source.Name} [{string.Join(", ", source.Paths.Select(p => p.Value))}] {source.OnBadRecord}");
            text.Append(CultureInfo.InvariantCulture, $" bad {source.MaxBadFraction?.Value.ToDecimal(6)} factor {source.MaxRepetitionFactor?.Value.ToDecimal(2)}\n  tokens ");
            text.Append(source.Tokens switch
            {
                TokenCounting.Column column => "column " + column.Path.Value,
                TokenCounting.Tokenizer tokenizer => "tokenizer " + tokenizer.Name.Value,
                TokenCounting.PerByte perByte => "per byte " + perByte.Factor.Value.ToDecimal(4),
                _ => "unknown",
            });
            text.Append(CultureInfo.InvariantCulture, $"\n  columns {string.Join(", ", source.Columns.Select(c => $"{c.Key}={c.Value.Path}{(c.Value.FromDefaults ? "*" : "")}"))}\n");
            text.Append(CultureInfo.InvariantCulture, $"  tags {string.Join(", ", source.Tags.Select(t => $"{t.Key}={t.Value.Value}"))}\n");
            text.Append(CultureInfo.InvariantCulture, $"  outside [{string.Join(", ", source.AllowOutside)}]\n");
        }

        var mix = policy.Mix;
        text.Append(CultureInfo.InvariantCulture, $"mix {mix.Unit} {mix.Budget.Min}..{mix.Budget.Max} targets {string.Join(", ", mix.Targets.Select(t => $"{t.Key}={t.Value.Value}"))}");
        text.Append(CultureInfo.InvariantCulture, $" factor {mix.MaxRepetitionFactor.Value} source {mix.MaxSourceFraction?.Value}\n");
        text.Append(CultureInfo.InvariantCulture, $"rules {string.Join(", ", policy.Rules.Select(r => r.Key))}\n");
        return text.ToString();
    }

    private static bool IsJudged(byte[] bytes)
    {
        var (policy, found) = Read(bytes);
        var errors = found.Where(d => d.Severity == Severity.Error).ToArray();
        Assert.All(found, d => Assert.True(d.Place is { File: "p.yaml", Line: > 0, Column: > 0 } && d.Message.Length > 10 && !d.Message.Contains('\n', StringComparison.Ordinal), d.ToString()));
        return policy is null == errors.Length > 0;
    }
}
