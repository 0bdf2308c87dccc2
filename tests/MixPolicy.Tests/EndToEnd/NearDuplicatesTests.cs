using System.Globalization;
using System.Text.Json;
using MixPolicy.Policies;

namespace MixPolicy.Tests.EndToEnd;

/// <summary><c>duplicates: { near: … }</c> from the texts to the verdict.</summary>
public sealed class NearDuplicatesTests
{
    private const string Rule = "rules.duplicates.near.max_fraction";

    [Fact]
    public void Build_All_CountsWhatIsBeyondOneOfEachGroup()
    {
        using var run = Written();
        Assert.Equal(BuildOutcome.Satisfied, run.Build(Policy("max_fraction: 0.9")).Outcome);
        Assert.Equal("60", Assert.Single(run.Rows("count(near_group) OVER ()").Distinct()));
        Assert.Equal(new Fraction(40, 200), Measured(run));
    }

    [Fact]
    public void Build_ABudget_HoldsTheLimit()
    {
        using var run = Written();
        Assert.Equal(BuildOutcome.Satisfied, run.Build(Policy("max_fraction: 0.02", "unit: records, budget: 100")).Outcome);
        Assert.True(Measured(run) <= new Fraction(2, 100));
    }

    [Fact]
    public void Build_AboveTheLimit_IsViolatedAndSaysHowMany()
    {
        using var run = Written();
        var found = Assert.Single(run.Build(Policy("max_fraction: 0.1")).Diagnostics, d => d.Code == "MIX0338");
        Assert.Contains("(60 records of the mix in 20 groups)", found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Build(Policy("max_fraction: 0.9, warn_above: 0.3")).Diagnostics, d => d.Code == "MIX0338");
        Assert.Equal("Warning", Assert.Single(run.Build(Policy("max_fraction: 0.9, warn_above: 0.1")).Diagnostics, d => d.Code == "MIX0338").Severity.ToString());
    }

    [Fact]
    public void Judge_ManifestAlone_IsNotSatisfied()
    {
        using var run = Written();
        run.Build(Policy("max_fraction: 0.9"));
        File.Copy(run.Manifest, run.At("kept.parquet"));
        var judged = run.Run(null, request => request with { Manifest = "kept.parquet" });
        Assert.Equal((BuildOutcome.NotEvaluated, "MIX0410"), (judged.Outcome, Assert.Single(judged.Diagnostics, d => d.Severity == MixPolicy.Diagnostics.Severity.Error).Code));
    }

    [Fact]
    public void Build_MoreThreadsOtherFilesAndAgain_SameRows()
    {
        IReadOnlyList<string> Rows(int threads, int times, bool reversed)
        {
            using var run = Written(reversed);
            for (var i = 0; i < times; i++) run.Build(Policy("max_fraction: 0.05", "unit: records, budget: 100"), threads);
            return [.. run.Rows("id, near_group, repetitions").Order(StringComparer.Ordinal)];
        }

        var expected = Rows(1, 1, reversed: false);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Rows(4, 1, reversed: false));
        Assert.Equal(expected, Rows(2, 2, reversed: false));
        Assert.Equal(expected, Rows(2, 1, reversed: true));
    }

    [Theory]
    [InlineData("jaccard: 0.3, max_fraction: 0.1", "must be from 0.5 to 1")]
    [InlineData("jaccard: 0.8", "states no limit")]
    [InlineData("jacard: 0.8, max_fraction: 0.1", "Did you mean 'jaccard'?")]
    public void Read_WhenWrong_SaysWhatIsAllowed(string near, string expected)
    {
        using var run = Written();
        Assert.Contains(run.Build(Policy(near)).Diagnostics, d => d.Message.Contains(expected, StringComparison.Ordinal));
    }

    /// <summary>140 texts of their own, and 20 groups of three of which two differ in one word.</summary>
    private static PolicyRun Written(bool reversed = false)
    {
        var random = new Random(5);
        string Text() => string.Join(' ', Enumerable.Range(0, 120).Select(_ => random.Next(100_000).ToString(CultureInfo.InvariantCulture)));
        var texts = Enumerable.Range(0, 160).Select(_ => Text()).ToList();
        texts.AddRange(texts.Take(20).SelectMany(t => new[] { $"{t} more", $"but {t}" }).ToList());
        var records = texts.Select((text, i) => JsonSerializer.Serialize(new { id = $"r{i}", text })).ToList();
        if (reversed) records.Reverse();
        var run = new PolicyRun();
        run.Write("a.jsonl", string.Join('\n', records.Take(90)));
        run.Write("b.jsonl", string.Join('\n', records.Skip(90)));
        return run;
    }

    private static string Policy(string near, string mix = "unit: records, budget: all") => $$"""
        mixpolicy: 1
        name: near
        data:
          sources:
            - { name: s, paths: [ a.jsonl, b.jsonl ], columns: { id: id }, tags: { origin: human } }
        mix: { {{mix}} }
        rules:
          duplicates: { near: { {{near}} } }

        """;

    private static Fraction Measured(PolicyRun run)
    {
        var measured = run.Json("lineage.json").GetProperty("rules").EnumerateArray().First(r => r.GetProperty("rule").GetString() == Rule).GetProperty("measured");
        return new Fraction(measured.GetProperty("numerator").GetInt64(), measured.GetProperty("denominator").GetInt64());
    }
}
