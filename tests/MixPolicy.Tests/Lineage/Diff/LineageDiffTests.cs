using MixPolicy.Diagnostics;
using MixPolicy.Lineage.Diff;
using MixPolicy.Reporting;
using MixPolicy.Tests.Generations;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Lineage.Diff;

/// <summary>Two generations of a line, compared.</summary>
public sealed class LineageDiffTests : IDisposable
{
    private readonly Line _line = new() { Rule = "keep: human, in: manifest, tombstones: takedowns.jsonl" };
    private readonly Sources.TempFolder _scratch = new();

    public void Dispose()
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.Path));
        _line.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void Render_ChildThatGrewUnderATombstone_IsTheGoldenFile()
    {
        _line.Data("a", Record("1"), Record("2"), Record("3", origin: "synthetic"), Record("4")).TakeDown();
        _line.Satisfy(0);
        _line.TakeDown(Tombstone("text 2")).Data("b", Record("5"), Record("6", origin: "mixed"));
        _line.Satisfy(1);
        var result = Diff(0, 1);

        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        using var text = new StringWriter { NewLine = "\n" };
        DiffText.Render(result, text);
        Golden.Match(text.ToString());
    }

    [Fact]
    public void Diff_ParentAndChild_AgreesWithWhatTheChildReports()
    {
        _line.Data("a", Record("1"), Record("2"), Record("3")).TakeDown();
        _line.Satisfy(0);
        _line.TakeDown(Tombstone("text 3")).Data("b", Record("4"));
        var child = _line.Satisfy(1);
        var found = Diff(0, 1).Difference!;

        Assert.Equal(child.Summary!.Parent, found.Kept.Line);
        Assert.Equal(GrowthKind.Parent, found.Ledger.Kind);
        Assert.Equal(Digest("text 3"), Assert.Single(found.Stated.NewTombstones).Digest.ToString());
    }

    [Fact]
    public void Diff_Grandparent_IsProvedByTheLeaves()
    {
        _line.Data("a", Record("1"), Record("2"), Record("3")).TakeDown();
        _line.Satisfy(0);
        _line.Data("b", Record("4"));
        _line.Satisfy(1);
        _line.Data("c", Record("5"));
        _line.Satisfy(2);

        Assert.Equal(GrowthKind.Ancestor, Diff(0, 2).Difference!.Ledger.Kind);
        File.Delete(_line["gen-2/ledger.bin"]);
        Assert.Equal(GrowthKind.NotKnown, Diff(0, 2).Difference!.Ledger.Kind);
        var backwards = Diff(2, 0);
        Assert.Equal(GrowthKind.Apart, backwards.Difference!.Ledger.Kind);
        Assert.Equal([Codes.NeverReplaceBroken, Codes.ReportsApart, Codes.ReportsApart], backwards.Diagnostics.Select(d => d.Code).Order());
    }

    [Fact]
    public void Diff_PoolKeepsWhatTheMixLeavesOut_GoesByTheReportOfTheChild()
    {
        using var line = new Line { Rule = "keep: human, in: pool", Mix = "unit: records, budget: 20" };
        line.Data("a", [.. Enumerable.Range(0, 40).Select(i => Record($"{i}"))]);
        line.Satisfy(0);
        line.Data("b", [.. Enumerable.Range(40, 40).Select(i => Record($"{i}"))]);
        line.Satisfy(1);
        var child = Pair.Diff(line, line, _scratch.Path, 0, 1);

        Assert.Equal(BuildOutcome.Satisfied, child.Outcome);
        Assert.True(child.Difference!.Kept.IsStated);
        Assert.Equal(20, child.Difference.Kept.Line.Kept);
        Assert.True(child.Difference.Kept.Manifest.Lost > 0);
        line.Satisfy(2);
        var grandchild = Pair.Diff(line, line, _scratch.Path, 0, 2);

        // The older report is not its parent: what its pool keeps of it nobody counted.
        Assert.False(grandchild.Difference!.Kept.IsStated);
        Assert.Equal(grandchild.Difference.Kept.Manifest.Lost > 0 ? BuildOutcome.Violated : BuildOutcome.Satisfied, grandchild.Outcome);
    }

    [Fact]
    public void Diff_PoliciesOfOtherUnits_CountsRecordsAndSaysSo()
    {
        using var other = new Line { Mix = "unit: bytes, budget: all" };
        other.Data("a", Record("1"));
        other.Satisfy(0);
        _line.Data("a", Record("1"), Record("2")).TakeDown();
        _line.Satisfy(0);
        var result = Pair.Diff(other, _line, _scratch.Path);

        Assert.Equal("records", result.Difference!.Unit);
        Assert.Equal(2, result.Difference.NewerShares.Total);
        Assert.Equal([Codes.ReportsApart, Codes.ReportsApart], result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Diff_WaiverThatWasRenewed_IsGoneAndNew()
    {
        using var mix = new Rules.WaivedMix();
        Assert.Equal(BuildOutcome.Satisfied, mix.Build([Rules.WaivedMix.Waiver()], request => request with { Out = "before" }).Outcome);
        Assert.Equal(BuildOutcome.Satisfied, mix.Build([Rules.WaivedMix.Waiver(("ticket", "DATA-500"))], request => request with { Out = "now" }).Outcome);
        var found = LineageDiff.Run(
            new DiffRequest { Older = "before/lineage.json", Newer = "now/lineage.json", Directory = mix["."], ScratchFolder = _scratch.Path }, CancellationToken.None).Difference!;

        Assert.Equal("DATA-412", Assert.Single(found.Stated.GoneWaivers).Ticket);
        Assert.Equal("DATA-500", Assert.Single(found.Stated.NewWaivers).Ticket);
        Assert.Equal("waived", found.Stated.Limits.Single(l => l.Rule == "rules.human.min_fraction").Newer!.Verdict);
    }

    [Theory]
    [InlineData("manifest.parquet", Codes.ReportMismatch)]
    [InlineData("lineage.json", Codes.ReportMismatch)]
    public void Diff_AnyFileWithAFlippedBit_IsRefused(string file, string code)
    {
        _line.Data("a", Record("1"), Record("2")).TakeDown();
        _line.Satisfy(0);
        _line.Data("b", Record("3"));
        _line.Satisfy(1);
        foreach (var generation in new[] { 0, 1 })
        {
            var path = _line[$"gen-{generation}/{file}"];
            var bytes = File.ReadAllBytes(path);
            for (var i = 0; i < 40; i++)
            {
                var flipped = bytes.ToArray();
                flipped[i * (bytes.Length / 40)] ^= (byte)(1 << (i % 8));
                File.WriteAllBytes(path, flipped);
                var result = Diff(0, 1);
                Assert.Equal((BuildOutcome.NotEvaluated, true), (result.Outcome, result.Difference is null));
                Assert.Contains(result.Diagnostics, d => d.Code == code || d.Code == Codes.ReportUnreadable);
            }

            File.WriteAllBytes(path, bytes);
        }

        Assert.Equal(BuildOutcome.Satisfied, Diff(0, 1).Outcome);
    }

    [Fact]
    public void Diff_WhatIsNotThere_IsRefused()
    {
        _line.Data("a", Record("1")).TakeDown();
        _line.Satisfy(0);
        Assert.Equal(Codes.ReportUnreadable, Assert.Single(Diff(0, 7).Diagnostics).Code);
        File.Delete(_line["gen-0/manifest.parquet"]);
        Assert.Equal((Codes.ReportUnreadable, BuildOutcome.NotEvaluated), (Diff(0, 0).Diagnostics[0].Code, Diff(0, 0).Outcome));
    }

    private DiffResult Diff(int older, int newer) => Pair.Diff(_line, _line, _scratch.Path, older, newer);
}
