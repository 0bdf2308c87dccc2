using MixPolicy.Diagnostics;
using static MixPolicy.Tests.EndToEnd.EqualTexts;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>What becomes of records that hold the same text.</summary>
public sealed class DuplicatesTests : IDisposable
{
    private readonly PolicyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("budget: all", 1)]
    [InlineData("budget: all", 3)]
    [InlineData("budget: 50", 2)]
    public void Build_Drop_KeepsOneRecordOfEachTextAndCountsTheOthers(string mix, int threads)
    {
        _run.Write("a", new("a1", "x"), new("a2", "x"), new("a3", "own of a"), new("a4", "z", "synthetic"));
        _run.Write("b", new("b1", "x"), new("b2", "y"), new("b3", "z"), new("b4", "z"), new("b5", "y"), new("b6", "last"));
        var result = _run.Build(Policy("a b", mix, "duplicates: { exact: drop }"), threads);

        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Equal(["a|own of a|1", "a|x|1", "b|last|1", "b|y|1", "b|z|1"], Texts().Order(StringComparer.Ordinal));
        var sources = _run.Json("lineage.json").GetProperty("sources").EnumerateArray().Select(s => (s.GetProperty("records").GetInt64(), s.GetProperty("dropped").GetInt64()));
        Assert.Equal([(2, 2), (3, 3)], sources);
        Assert.All(result.Diagnostics, d => Assert.Equal((Severity.Info, "MIX0335"), (d.Severity, d.Code)));
        Assert.StartsWith("2 records of source 'a' hold a text that another record stands for, and were dropped (the first by its text: a.jsonl, line ", result.Messages("MIX0335").First(), StringComparison.Ordinal);
    }

    /// <summary>Which record stays follows from what records are, not from where they stand.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Build_Drop_DoesNotDependOnFilesTheirOrderOrThreads(bool mapped)
    {
        var lines = Enumerable.Range(0, 60).Select(i => new Line($"r{i}", $"text {i % 17}", i % 3 == 0 ? "synthetic" : i % 5 == 0 ? "human_edited" : "human", 5, i % 2 == 0 ? "MIT" : "CC0-1.0")).ToArray();
        var policy = Policy("s", "budget: all", "duplicates: { exact: drop }, provenance: { require: [ license ] }", mapped);
        _run.Write("s", lines);
        var whole = Rows(policy, 1);
        Assert.Equal(17, whole.Count);
        File.Delete(_run.At("s.jsonl"));
        _run.Write("s-2", [.. lines.Take(31).Reverse()]);
        _run.Write("s-1", [.. lines.Skip(31)]);
        Assert.Equal(whole, Rows(policy, 3));

        IReadOnlyList<string> Rows(string text, int threads) =>
            [.. _run.Satisfy(text, threads).Rows($"{(mapped ? "id, " : "")}lower(hex(digest)), origin, license, stratum").Order(StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData("budget: all", "", "b")]
    [InlineData("budget: 30", ", targets: { a: 0.6 }", "b")]
    [InlineData("budget: 30", ", targets: { a: 0.9 }", "b")]
    public void Build_Drop_HumanComesBeforeTargets(string budget, string targets, string kept) => CheckKept("synthetic", "human", budget + targets, kept);

    [Theory]
    [InlineData("a b", "budget: all", "a")]
    [InlineData("b a", "budget: all", "a")]
    [InlineData("a b", "budget: 30, targets: { a: 0.6 }", "a")]
    [InlineData("a b", "budget: 30, targets: { a: 0.4 }", "b")]
    [InlineData("a b", "budget: 30, targets: { b: 0.5 }", "a")]
    [InlineData("a b:3", "budget: 30", "b")]
    [InlineData("a b:3", "budget: 30, targets: { a: 0.6 }", "a")]
    public void Build_Drop_LargerTargetThenLargerFactorThenFirstName(string sources, string mix, string kept) => CheckKept("human", "human_edited", mix, kept, sources);

    /// <summary>A record that a hard limit leaves out anyway must not be the one that stands for its text.</summary>
    [Theory]
    [InlineData("", "b")]
    [InlineData(", severity: warn", "a")]
    public void Build_Drop_ARefusedRecordDoesNotStandForItsText(string severity, string kept)
    {
        _run.Write("a", new Line("a1", "x", License: null));
        _run.Write("b", new Line("b1", "x", "synthetic"), new Line("b2", "y"));
        _run.Satisfy(Policy("a b", "budget: { min: 5, max: 30 }", $"duplicates: {{ exact: drop }}, provenance: {{ require: [ license ]{severity} }}"));
        Assert.Contains($"{kept}|{kept}1", _run.Rows("source, id"));
        Assert.Equal(2, _run.Rows("id").Count);
    }

    [Fact]
    public void Build_FailOnAll_IsAViolationWithCountAndPlaces()
    {
        WriteCopies();
        var result = _run.Build(Policy("a b", "budget: all", "duplicates: { exact: fail }"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        var message = Assert.Single(result.Messages("MIX0335"));
        Assert.StartsWith("2 texts stand in several records of the mix (5 records; the first: ", message, StringComparison.Ordinal);
        Assert.Contains("a.jsonl, line 1 (source 'a', human) and a.jsonl, line 2 (source 'a', human) and b.jsonl, line 1 (source 'b', human)", message, StringComparison.Ordinal);
        Assert.EndsWith("the policy allows at most 0; over by 2 texts", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_FailOnAllSoftened_IsAWarning()
    {
        WriteCopies();
        var result = _run.Build(Policy("a b", "budget: all", "duplicates: { exact: fail, severity: warn }"));
        Assert.Equal((BuildOutcome.Satisfied, 1), (result.Outcome, result.Messages("MIX0335").Count()));
    }

    [Fact]
    public void Build_FailOnANumber_LeavesCopiesOut()
    {
        WriteCopies();
        _run.Satisfy(Policy("a b", "budget: 60", "duplicates: { exact: fail }"));
        Assert.Equal(6, Texts().Count);
        Assert.Equal(6, Texts().Select(t => t.Split('|')[1]).Distinct().Count());
        Assert.Contains(_run.Json("lineage.json").GetProperty("strata").EnumerateArray(), s => s.GetProperty("stratum").GetString()!.EndsWith("/copy", StringComparison.Ordinal));
        Assert.All(_run.Json("lineage.json").GetProperty("sources").EnumerateArray(), s => Assert.Equal(0, s.GetProperty("dropped").GetInt64()));
    }

    [Fact]
    public void Build_FailOnANumberThatNeedsCopies_SaysWhatLeavesThemOut()
    {
        WriteCopies();
        var result = _run.Build(Policy("a b", "budget: 90", "duplicates: { exact: fail }"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        var message = Assert.Single(result.Messages("MIX0401"));
        Assert.Contains("rules.duplicates.exact leaves out 20 tokens in 2 records", message, StringComparison.Ordinal);
        Assert.Contains("that the same text is taken through another source (mix.max_repetition_factor) leaves out 10 tokens in 1 records", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("budget: all", "0.33", BuildOutcome.Violated)]
    [InlineData("budget: all", "0.34", BuildOutcome.Satisfied)]
    [InlineData("budget: 70", "0.34", BuildOutcome.Satisfied)]
    [InlineData("budget: 70", "0.15", BuildOutcome.Satisfied)]
    [InlineData("budget: 60", "0.0", BuildOutcome.Satisfied)]
    public void Build_MaxFraction_BoundsWhatIsBeyondTheFirstRecord(string mix, string limit, BuildOutcome outcome)
    {
        WriteCopies();
        var result = _run.Build(Policy("a b", mix, $"duplicates: {{ exact: allow, max_fraction: {limit} }}"));
        Assert.True(outcome == result.Outcome, PolicyRun.Told(result));
        if (mix == "budget: all") Assert.Equal("0.3333", Assert.Single(result.Summary!.Rules, r => r.Code == "MIX0336").Measured);
    }

    [Fact]
    public void Build_WarnAbove_Warns()
    {
        WriteCopies();
        var result = _run.Build(Policy("a b", "budget: all", "duplicates: { max_fraction: 0.4, warn_above: 0.3 }"));
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Equal("text beyond the first record that holds it is 33.33 % of the mix (30 of 90 tokens); the policy warns above 30.00 %; over by 3 tokens", Assert.Single(result.Messages("MIX0336")));
    }

    /// <summary>The manifest of a policy that allows copies, judged by one that does not.</summary>
    [Theory]
    [InlineData("exact: drop")]
    [InlineData("exact: fail")]
    public void Check_ManifestOfAnotherTool_IsJudgedByItsRows(string rule)
    {
        WriteCopies();
        _run.Satisfy(Policy("a b", "budget: all", "human: { min_fraction: 0.5 }"));
        var copy = _run.At("foreign.parquet");
        File.Copy(_run.Manifest, copy);
        var result = _run.Run(Policy("a b", "budget: all", $"duplicates: {{ {rule} }}"), request => request with { Manifest = copy });
        Assert.Equal((BuildOutcome.Violated, 1), (result.Outcome, result.Messages("MIX0335").Count()));
    }

    private void CheckKept(string originOfA, string originOfB, string mix, string kept, string sources = "a b")
    {
        _run.Write("a", new("a1", "x", originOfA), new("a2", "own of a"));
        _run.Write("b", new("b1", "x", originOfB), new("b2", "own of b"));
        _run.Satisfy(Policy(sources, mix, "duplicates: { exact: drop }"));
        Assert.Equal([kept], Texts().Where(t => t.Contains("|x|", StringComparison.Ordinal)).Select(t => t[..1]));
    }

    /// <summary>Nine records of ten tokens; one text in three of them, one in two.</summary>
    private void WriteCopies()
    {
        _run.Write("a", [new("a1", "x"), new("a2", "x"), .. Own("a", 2)]);
        _run.Write("b", [new("b1", "x"), new("b2", "y"), new("b3", "own"), new("b4", "y"), new("b5", "other")]);
    }

    private IReadOnlyList<string> Texts()
    {
        var texts = Directory.GetFiles(_run.Folder, "*.jsonl")
            .SelectMany(f => File.ReadLines(f).Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!)).Distinct()
            .ToDictionary(t => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(t))));
        return [.. _run.Rows("source, lower(hex(digest)), repetitions").Select(r => r.Split('|')).Select(c => $"{c[0]}|{texts[c[1]]}|{c[2]}")];
    }
}
