using System.Globalization;
using static MixPolicy.Tests.EndToEnd.EqualTexts;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>How often a text is seen, over all records and sources that hold it.</summary>
public sealed class TextsAcrossSourcesTests : IDisposable
{
    private readonly PolicyRun _run = new();

    public void Dispose() => _run.Dispose();

    /// <summary>The same text through two sources counts once for repetition.</summary>
    [Theory]
    [InlineData(120, BuildOutcome.Satisfied)]
    [InlineData(130, BuildOutcome.Violated)]
    public void Build_AllTextsInTwoSources_CanBeSeenAsOftenAsOneSourceAllows(int budget, BuildOutcome outcome)
    {
        _run.Write("a", Own("same", 3));
        _run.Write("b", Own("same", 3));
        var result = _run.Build(Policy("a b", $"budget: {budget}, max_repetition_factor: 4", "human: { min_fraction: 0.5 }"));
        Assert.True(outcome == result.Outcome, PolicyRun.Told(result));
        if (outcome == BuildOutcome.Satisfied) Assert.Equal(["a|4", "a|4", "a|4"], _run.Rows("source, repetitions"));
        else Assert.Contains("that the same text is taken through another source (mix.max_repetition_factor) leaves out 30 tokens in 3 records", Assert.Single(result.Messages("MIX0401")), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_TextInTwoSources_IsTakenThroughTheHumanOneThenTheOneThatAllowsMore()
    {
        _run.Write("a", [new("a1", "x", "synthetic"), new("a2", "y"), .. Own("a", 2)]);
        _run.Write("b", [new("b1", "x"), new("b2", "y"), .. Own("b", 2)]);
        _run.Satisfy(Policy("a b:2", "budget: 60", "human: { min_fraction: 0.5 }"));
        var taken = _run.Rows("source, id").ToHashSet();
        Assert.DoesNotContain("a|a1", taken);
        Assert.DoesNotContain("a|a2", taken);
        Assert.Contains("b|b1", taken);
        Assert.Contains(_run.Json("lineage.json").GetProperty("strata").EnumerateArray(), s => s.GetProperty("stratum").GetString() == "a/synthetic/also-elsewhere");
    }

    [Fact]
    public void Build_BudgetAll_TakesEveryRecordOnce()
    {
        _run.Write("a", Own("same", 3));
        _run.Write("b", Own("same", 3));
        Assert.Equal(6, _run.Satisfy(Policy("a b", "budget: all", "human: { min_fraction: 0.5 }")).Rows("id").Count);
    }

    [Theory]
    [InlineData(1, "violated")]
    [InlineData(2, "satisfied")]
    public void Check_ForeignManifest_IsJudgedAcrossSources(int factor, string verdict)
    {
        _run.Write("a", Own("same", 3));
        _run.Write("b", [.. Own("same", 2), .. Own("own", 1)]);
        _run.Satisfy(Policy("a b", "budget: all", "human: { min_fraction: 0.5 }"));
        var copy = _run.At("foreign.parquet");
        File.Copy(_run.Manifest, copy);
        var result = _run.Run(Policy($"a b:{factor}", "budget: 60", "human: { min_fraction: 0.5 }"), request => request with { Manifest = copy });
        Assert.Equal(verdict, Assert.Single(result.Summary!.Rules, r => r is { Code: "MIX0314", Subject: "across sources" }).Outcome);
        if (verdict == "satisfied") return;
        Assert.StartsWith("a text that several sources hold, one of them 'a', is seen 2 times in all (2 texts more often than", Assert.Single(result.Messages("MIX0314")), StringComparison.Ordinal);
    }

    /// <summary>With k records of one text and at most L times: each L / k, rounded down; where k is more than L, L of them once.</summary>
    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 6)]
    [InlineData(3, 6)]
    [InlineData(4, 4)]
    [InlineData(7, 7)]
    [InlineData(9, 7)]
    public void Build_FailAbove_HoldsForTextsOfSeveralRecords(int copies, int most)
    {
        _run.Write("a", [.. Enumerable.Range(0, copies).Select(i => new Line($"c{i}", "copied")), .. Own("a", 1)]);
        _run.Satisfy(Policy("a", $"budget: {10 * (most + 7)}, max_repetition_factor: 20", "repetition: { fail_above: 7 }"));
        var times = _run.Rows("id, repetitions").Select(r => r.Split('|')).Where(r => r[0][0] == 'c').Sum(r => int.Parse(r[1], CultureInfo.InvariantCulture));
        Assert.Equal(most, times);
        Assert.Equal(BuildOutcome.Violated, _run.Build(Policy("a", $"budget: {10 * (most + 9)}, max_repetition_factor: 20", "repetition: { fail_above: 7 }")).Outcome);
    }

    /// <summary>A small source may be seen more than four times; a large one, and any text of several records, may not.</summary>
    [Theory]
    [InlineData("budget: 1000, targets: { small: 0.08 }, max_repetition_factor: 8", 8, true)]
    [InlineData("budget: 1000, targets: { small: 0.08 }, max_repetition_factor: 6", 6, true)]
    [InlineData("budget: 500, targets: { small: 0.20 }, max_repetition_factor: 12", 4, false)]
    public void Build_MaxFractionAboveFour_LetsSmallSourcesBeSeenMore(string mix, int times, bool beyond)
    {
        _run.Write("small", [.. Own("small", 1)]);
        _run.Write("large", Own("large", 100));
        _run.Satisfy(Policy("small large", mix, "repetition: { max_fraction_above_4: 0.10 }"));
        Assert.Equal([$"{times}"], _run.Rows("repetitions").Take(1000).Where((_, i) => _run.Rows("source")[i] == "small"));
        Assert.Equal(beyond, times > 4);
    }

    [Fact]
    public void Build_MaxFractionAboveFour_ATextOfTwoRecordsIsSeenFourTimesAtMost()
    {
        _run.Write("a", [new("a1", "x"), new("a2", "x"), .. Own("a", 2)]);
        _run.Satisfy(Policy("a", "budget: 120, max_repetition_factor: 4", "repetition: { max_fraction_above_4: 0 }"));
        Assert.Equal(["2", "2", "4", "4"], _run.Rows("repetitions").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("0.5", 5)]
    [InlineData("0.8", 2)]
    [InlineData("1", 1)]
    public void Build_MinEffectiveFraction_CapsWhatIsSeen(string limit, int most)
    {
        _run.Write("a", Own("a", 4));
        _run.Satisfy(Policy("a", $"budget: {40 * most}, max_repetition_factor: 20", $"repetition: {{ min_effective_fraction: {limit} }}"));
        Assert.Equal(BuildOutcome.Violated, _run.Build(Policy("a", $"budget: {40 * (most + 1)}, max_repetition_factor: 20", $"repetition: {{ min_effective_fraction: {limit} }}")).Outcome);
    }

    [Fact]
    public void Build_BudgetAll_JudgesTheEffectiveFractionOfTexts()
    {
        _run.Write("a", [new("a1", "x"), new("a2", "x"), new("a3", "x"), .. Own("a", 1)]);
        var result = _run.Build(Policy("a", "budget: all", "repetition: { min_effective_fraction: 0.85, warn_effective_below: 0.9 }"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Equal(
            "the 2 texts of the mix are worth 1 that are seen equally often (80.00 %); the policy needs at least 85.00 %; short by 1 text",
            Assert.Single(result.Messages("MIX0337")));
    }
}
