using MixPolicy.Diagnostics;
using static MixPolicy.Tests.EndToEnd.EqualTexts;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>One text that stands as human text in one record and not in another.</summary>
public sealed class OriginConflictTests : IDisposable
{
    private readonly PolicyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Build_FailOnAll_NamesCountsAndPlaces()
    {
        WriteConflicts();
        var result = _run.Build(Policy("a b", "budget: all", "provenance: { on_conflict: fail }"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        var message = Assert.Single(result.Messages("MIX0341"));
        Assert.StartsWith("2 texts of the mix stand as human text in one record and not in another (the first in the mix: ", message, StringComparison.Ordinal);
        Assert.Contains("a.jsonl, line 1 (source 'a', human) and b.jsonl, line 1 (source 'b', synthetic)", message, StringComparison.Ordinal);
        Assert.Contains("; in the pool 2 texts in 5 records (the first: a.jsonl, line 1 and b.jsonl, line 1)", message, StringComparison.Ordinal);
        Assert.EndsWith("the policy allows at most 0; over by 2 texts", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_FailOnANumber_LeavesTheTextsOut()
    {
        WriteConflicts();
        _run.Satisfy(Policy("a b", "budget: 40", "provenance: { on_conflict: fail }"));
        Assert.Equal(["a|a2", "a|a3", "b|b3", "b|b5"], _run.Rows("source, id"));
        Assert.Equal(BuildOutcome.Violated, _run.Build(Policy("a b", "budget: 60", "provenance: { on_conflict: fail }")).Outcome);
    }

    /// <summary>The record that contradicts need not be in the mix: the pool knows it.</summary>
    [Fact]
    public void Build_OtherRecordDropped_IsStillAConflict()
    {
        WriteConflicts();
        var result = _run.Build(Policy("a b", "budget: all", "provenance: { on_conflict: warn }, duplicates: { exact: drop }"));
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Contains("2 texts of the mix stand", Assert.Single(result.Messages("MIX0341")), StringComparison.Ordinal);
        Assert.Equal(6, _run.Rows("id").Count);
        Assert.Equal(BuildOutcome.Violated, _run.Build(Policy("a b", "budget: all", "provenance: { on_conflict: fail }, duplicates: { exact: drop }")).Outcome);
    }

    [Theory]
    [InlineData("on_conflict: warn")]
    [InlineData("on_conflict: fail, severity: warn")]
    public void Build_Warn_LeavesNothingOut(string rule)
    {
        WriteConflicts();
        var result = _run.Build(Policy("a b", "budget: 60", $"provenance: {{ {rule} }}"));
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Equal(Severity.Warning, Assert.Single(result.Diagnostics, d => d.Code == "MIX0341").Severity);
        Assert.Equal(6, _run.Rows("id").Count);
    }

    [Theory]
    [InlineData("budget: all")]
    [InlineData("budget: 40")]
    public void Build_Drop_TakesThemAllOutAndCountsThem(string budget)
    {
        WriteConflicts();
        var result = _run.Build(Policy("a b", budget, "provenance: { on_conflict: drop }"), threads: 3);
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Equal(["a|a2", "a|a3", "b|b3", "b|b5"], _run.Rows("source, id"));
        Assert.Equal([1, 4], _run.Json("lineage.json").GetProperty("sources").EnumerateArray().Select(s => s.GetProperty("dropped").GetInt64()));
        Assert.All(result.Diagnostics, d => Assert.Equal((Severity.Warning, "MIX0341"), (d.Severity, d.Code)));
        Assert.StartsWith("4 records of source 'b' hold a text that stands as human text in one record and not in another, and were dropped", result.Messages("MIX0341").Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("human", "human_edited", 0)]
    [InlineData("synthetic", "algorithmic", 0)]
    [InlineData("human", "mixed", 1)]
    [InlineData("human", "unknown", 1)]
    [InlineData("human_edited", "synthetic", 1)]
    public void Build_TwoOrigins_ContradictEachOtherWhenOneIsHuman(string one, string other, int conflicts)
    {
        _run.Write("a", new("a1", "x", one), new("a2", "x", other), new("a3", "y"));
        var result = _run.Build(Policy("a", "budget: all", "provenance: { on_conflict: warn }"));
        Assert.Equal(conflicts, result.Messages("MIX0341").Count());
    }

    [SharedDataFact]
    public void Build_TrapFile_NamesItsConflicts()
    {
        File.Copy(SharedData.File("traps", "same-text-two-origins.jsonl"), _run.At("trap.jsonl"));
        var policy = """
            mixpolicy: 1
            name: trap
            data: { sources: [ { name: trap, paths: [ trap.jsonl ], columns: { id: id, text: text, origin: origin } } ] }
            mix: { unit: records, budget: all }
            rules: { provenance: { on_conflict: fail } }

            """;
        var result = _run.Build(policy);
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.StartsWith("3 texts of the mix stand as human text in one record and not in another (the first in the mix: trap.jsonl, line ", Assert.Single(result.Messages("MIX0341")), StringComparison.Ordinal);
    }

    /// <summary>Eight records; one text human in a and synthetic in b, one human, synthetic and human in b alone.</summary>
    private void WriteConflicts()
    {
        _run.Write("a", [new("a1", "x"), new("a2", "own of a"), new("a3", "z", "human_edited")]);
        _run.Write("b", [new("b1", "x", "synthetic"), new("b2", "y", "synthetic"), new("b3", "own of b", "synthetic"), new("b4", "y"), new("b5", "last"), new("b6", "y")]);
    }
}
