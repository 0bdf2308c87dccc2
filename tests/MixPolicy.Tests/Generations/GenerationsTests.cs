using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Tests.EndToEnd;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Generations;

/// <summary>Lines of generations through the whole main path.</summary>
public sealed class GenerationsTests
{
    [Fact]
    public void Build_FourGenerationsOverAGrowingPool_EachKeepsTheOneBefore()
    {
        using var line = new Line();
        for (var generation = 0; generation < 4; generation++)
        {
            line.Data($"new-{generation}", Record($"h{generation}"), Record($"s{generation}", origin: "synthetic"));
            var result = line.Satisfy(generation);

            Assert.DoesNotContain(result.Diagnostics, d => d.Code == Codes.NoParent);
            if (generation == 0) Assert.Null(result.Summary!.Parent);
            else Assert.Equal(new ParentLine(generation - 1, "manifest", generation, generation, 0, 0, 0, 0), result.Summary!.Parent);
        }

        var parent = line.Lineage(3).GetProperty("parent");
        Assert.Equal("gen-2/lineage.json", parent.GetProperty("path").GetString());
        Assert.Equal(line.Lineage(2).GetProperty("manifest").GetProperty("sha256").GetString(), parent.GetProperty("manifest_sha256").GetString());
        Assert.Equal(8, line.Rows(3, "id").Count);
    }

    [Fact]
    public void Build_GrandparentIsGone_IsNoError()
    {
        using var line = new Line();
        line.Data("a", Record("1"));
        for (var generation = 0; generation < 2; generation++) line.Satisfy(generation);
        Directory.Delete(line["gen-0"], recursive: true);

        line.Satisfy(2);
    }

    [Fact]
    public void Build_BudgetIsANumber_TakesEveryHumanTextOfTheParentFirst()
    {
        using var line = new Line { Mix = "unit: tokens, budget: 400" };
        line.Data("a", [.. Enumerable.Range(0, 30).Select(i => Record($"old{i}")), .. Enumerable.Range(0, 20).Select(i => Record($"s{i}", origin: "synthetic"))]);
        line.Satisfy(0);
        var before = line.Rows(0, "CASE WHEN origin = 'human' THEN id END").Where(r => r.Length > 0).ToList();
        line.Data("b", [.. Enumerable.Range(0, 300).Select(i => Record($"new{i}"))]);
        var result = line.Satisfy(1);

        Assert.NotEmpty(before);
        Assert.Empty(before.Except(line.Rows(1, "id")));
        Assert.Equal(before.Count, result.Summary!.Parent!.Kept);
        Assert.Contains(result.Summary.Strata, s => s.Name == "s/human/in-parent" && s.TakenRecords == before.Count);
    }

    [Fact]
    public void Build_BudgetBelowWhatIsKept_SaysWhichLimitsConflict()
    {
        using var line = new Line { Mix = "unit: tokens, budget: 100" };
        line.Data("a", [.. Enumerable.Range(0, 10).Select(i => Record($"a{i}"))]);
        line.Satisfy(0);
        using var smaller = new Line { Mix = "unit: tokens, budget: 50" };
        CopyTo(line, smaller);
        var result = smaller.Build(1);

        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("mix.budget (line 11) asks for 50 tokens, rules.accumulate.keep (line 12) keeps text in", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_TextChangedUnderItsId_IsNamedAsReplacedWithBothDigests()
    {
        using var line = new Line();
        line.Data("a", Record("1"), Record("2"), Record("3"));
        line.Satisfy(0);
        line.Data("a", Record("1"), Record("2", "rewritten"), Record("3"));
        var finding = Assert.Single(line.Build(1).Diagnostics);

        Assert.Equal((Codes.HumanReplaced, Severity.Violation, "gen-1.yaml", 12), (finding.Code, finding.Severity, finding.Place.File, finding.Place.Line));
        Assert.Equal(
            $"1 human record of generation 0 (10 tokens) is replaced: their sources and ids stand in the mix with another text: 's' 2 (data/a.jsonl, line 2) {Digest("text 2")}, now {Digest("rewritten")} (data/a.jsonl, line 2); the policy allows at most 0; over by 1 records",
            finding.Message);
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("pool")]
    public void Build_FileRemovedAndTextReplaced_TellsThemApart(string kept)
    {
        using var line = new Line { Rule = $"keep: human, in: {kept}" };
        line.Data("a", [.. Enumerable.Range(0, 12).Select(i => Record($"a{i:00}"))]).Data("b", Record("b0"), Record("b1"));
        line.Satisfy(0);
        File.Delete(line["data/a.jsonl"]);
        line.Data("b", Record("b0"), Record("b1", "rewritten"));
        var result = line.Build(1);

        Assert.Equal([Codes.HumanLost, Codes.HumanReplaced], result.Diagnostics.Select(d => d.Code));
        var lost = result.Diagnostics[0];
        Assert.StartsWith("12 human records of generation 0 (120 tokens) are lost: ", lost.Message, StringComparison.Ordinal);
        Assert.Contains($"'s' a00 (data/a.jsonl, line 1) {Digest("text a00")}; 's' a01", lost.Message, StringComparison.Ordinal);
        Assert.Contains("a09", lost.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a10", lost.Message, StringComparison.Ordinal);
        Assert.Contains("; and 2 more; the policy allows at most 0; over by 12 records", lost.Message, StringComparison.Ordinal);
        Assert.Equal("restore what these files held: data/a.jsonl (source 's', 12 records)", lost.Remedies[0]);
        Assert.Contains($"now {Digest("rewritten")} (data/b.jsonl, line 2)", result.Diagnostics[1].Message, StringComparison.Ordinal);
        Assert.Equal(new ParentLine(0, kept, 14, 1, 0, 12, 1, 0), result.Summary!.Parent);
        Assert.False(File.Exists(line["gen-1/lineage.json"]));
    }

    [Fact]
    public void Build_TextUnderAnotherSourceAndId_IsKept()
    {
        using var line = new Line();
        line.Data("a", Record("1", "same"));
        line.Satisfy(0);
        line.Data("a", Record("other", "same"));

        Assert.Equal(1, line.Satisfy(1).Summary!.Parent!.Kept);
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("pool")]
    public void Build_TextNowOnlySynthetic_IsNotKept(string kept)
    {
        using var line = new Line { Rule = $"keep: human, in: {kept}" };
        line.Data("a", Record("1"), Record("2"));
        line.Satisfy(0);
        line.Data("a", Record("1", origin: "synthetic"), Record("2", origin: "human_edited"));
        var finding = Assert.Single(line.Build(1).Diagnostics);

        Assert.Equal(Codes.HumanRelabelled, finding.Code);
        Assert.StartsWith("1 human record of generation 0 (10 tokens) stands in the", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_SampleOfThePool_WarnsThatItIsOne()
    {
        using var line = new Line { Rule = "keep: human, in: pool" };
        line.Data("a", [.. Enumerable.Range(0, 40).Select(i => Record($"a{i}"))]);
        line.Satisfy(0);
        using var sample = new Line { Rule = "keep: human, in: pool", Mix = "unit: tokens, budget: 100" };
        CopyTo(line, sample);
        var result = sample.Satisfy(1);

        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal((Codes.HumanLeftOut, Severity.Warning), (finding.Code, finding.Severity));
        Assert.StartsWith("30 human records of generation 0 are in the pool but not in the mix", finding.Message, StringComparison.Ordinal);
        Assert.Equal(new ParentLine(0, "pool", 40, 40, 0, 0, 0, 0), result.Summary!.Parent);
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("pool")]
    public void Build_TextTakenDown_IsExcusedAndLeftOut(string kept)
    {
        using var line = new Line { Rule = $"keep: human, in: {kept}, tombstones: takedowns.jsonl" };
        line.Data("a", Record("1"), Record("2"), Record("3")).TakeDown();
        line.Satisfy(0);
        line.Data("a", Record("1"), Record("2")).Data("b", Record("9", "text 1", "synthetic"));
        line.TakeDown(Tombstone("text 1"), Tombstone("text 3"), "", Tombstone("never there"), Tombstone("text 1", "2025-07-01"));
        var result = line.Satisfy(1);

        Assert.Equal(new ParentLine(0, kept, 3, 1, 2, 0, 0, 0), result.Summary!.Parent);
        Assert.Equal(["2"], line.Rows(1, "id"));
        var tombstones = line.Lineage(1).GetProperty("tombstones");
        Assert.Equal((2, 1, 0), (tombstones.GetProperty("dropped_records").GetInt32(), tombstones.GetProperty("unused").GetInt32(), tombstones.GetProperty("later").GetInt32()));
        Assert.Equal(
            new[] { "text 1", "text 3" }.Select(Digest).Order(StringComparer.Ordinal),
            tombstones.GetProperty("used").EnumerateArray().Select(t => t.GetProperty("digest").GetString()));
        Assert.Equal("2025-06-01", tombstones.GetProperty("used")[0].GetProperty("date").GetString());
    }

    [Fact]
    public void Build_TextTakenDownBefore_StaysOutOfEveryGenerationAfter()
    {
        using var line = new Line { Rule = "in: manifest, tombstones: takedowns.jsonl" };
        line.Data("a", Record("1"), Record("2")).TakeDown();
        line.Satisfy(0);
        line.TakeDown(Tombstone("text 1"));
        line.Satisfy(1);
        line.Rule = "in: manifest";
        line.Satisfy(2);
        line.Satisfy(3);

        Assert.Equal(["2"], line.Rows(3, "id"));
        var tombstones = line.Lineage(3).GetProperty("tombstones");
        Assert.Equal([Digest("text 1")], tombstones.GetProperty("used").EnumerateArray().Select(t => t.GetProperty("digest").GetString()));
        Assert.Equal(JsonValueKind.Null, tombstones.GetProperty("path").ValueKind);
    }

    [Fact]
    public void Build_RecordThatARuleRefuses_IsNotKeptInThePool()
    {
        using var line = new Line { Rule = "keep: human, in: pool", Mix = "unit: tokens, budget: 20", Columns = Line.Licensed, Others = ", provenance: { licenses: { allow: [ MIT ] } }" };
        line.Data("a", Licensed("1", "MIT"), Licensed("2", "MIT"));
        line.Satisfy(0);
        line.Data("a", Licensed("1", "GPL-3.0-only"), Licensed("2", "MIT"), Licensed("3", "MIT"));
        var result = line.Build(1);

        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Contains(result.Diagnostics, d => d.Code == Codes.HumanLost);

        static object Licensed(string id, string license) => new { id, text = $"text {id}", tokens = 10, origin = "human", license };
    }

    [Fact]
    public void Build_TombstoneAfterAsOf_DoesNotCount()
    {
        using var line = new Line { Rule = "in: manifest, tombstones: takedowns.jsonl" };
        line.Data("a", Record("1"), Record("2")).TakeDown();
        line.Satisfy(0);
        line.Data("a", Record("2")).TakeDown(Tombstone("text 1", "2026-01-02"));
        var result = line.Build(1);

        Assert.Equal([Codes.HumanLost, Codes.TombstonesLater], result.Diagnostics.Select(d => d.Code).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void Check_ForeignManifestHoldsWhatWasTakenDown_IsViolated()
    {
        using var line = new Line { Rule = "in: manifest, tombstones: takedowns.jsonl" };
        line.Data("a", Record("1"), Record("2")).TakeDown();
        line.Satisfy(0);
        File.Copy(line["gen-0/manifest.parquet"], line["foreign.parquet"]);
        line.TakeDown(Tombstone("text 1"));
        var finding = Assert.Single(line.Build(1, ask: r => r with { Manifest = "foreign.parquet" }).Diagnostics);

        Assert.Equal(Codes.TakenDown, finding.Code);
        Assert.StartsWith($"1 record of the mix has a text that was taken down: {Digest("text 1")}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ForeignManifest_IsJudgedFromItsRowsAndTheParents()
    {
        using var line = new Line();
        line.Data("a", Record("1"), Record("2"));
        line.Satisfy(0);
        line.Data("a", Record("1"), Record("2", "rewritten"), Record("3"));
        line.Satisfy(1, Alone(line));
        File.Copy(line["gen-1/manifest.parquet"], line["foreign.parquet"]);
        var result = line.Build(1, "gen-0/lineage.json", r => r with { Manifest = "foreign.parquet" });

        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Equal(Codes.HumanReplaced, Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void Check_ForeignManifestAndThePoolIsAsked_CannotBeEvaluated()
    {
        using var line = new Line { Rule = "keep: human" };
        line.Data("a", Record("1"));
        line.Satisfy(0);
        File.Copy(line["gen-0/manifest.parquet"], line["foreign.parquet"]);
        var result = line.Build(1, ask: r => r with { Manifest = "foreign.parquet" });

        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        Assert.Equal(Codes.PoolNotAtHand, Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void Build_Softened_WarnsAndWrites()
    {
        using var line = new Line { Rule = "keep: human, in: manifest, severity: warn" };
        line.Data("a", Record("1"), Record("2"));
        line.Satisfy(0);
        line.Data("a", Record("2"));

        Assert.Equal(Severity.Warning, Assert.Single(line.Satisfy(1).Diagnostics).Severity);
        Assert.Equal(1, line.Lineage(1).GetProperty("parent").GetProperty("lost").GetInt32());
    }

    [Fact]
    public void Build_TextOfTheParentWithAFreshDate_IsNotFresh()
    {
        using var line = new Line { Columns = Dated, Others = ", fresh_human: { min_fraction: 0.5, within: 90d }" };
        line.Data("a", Record("1", date: "2025-12-01"), Record("2", date: "2025-12-01", origin: "human"));
        line.Satisfy(0);
        Assert.Equal(["true", "true"], line.Rows(0, "fresh").Select(r => r.ToLowerInvariant()));
        line.Data("b", Record("3", date: "2025-12-02"));
        var result = line.Build(1);

        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(Codes.FreshHuman, finding.Code);
        Assert.Contains("is 33.33 % of the mix (10 of 30 tokens)", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("; 20 tokens more have such a date, but the parent's manifest holds their text", finding.Message, StringComparison.Ordinal);
        Assert.Contains(result.Summary!.Strata, s => s.Name == "s/human/fresh/seen-before/in-parent" && s.Records == 2);

        line.Data("c", Record("4", date: "2025-12-02"));
        line.Satisfy(1);
        Assert.Equal(["1 false", "2 false", "3 true", "4 true"], line.Rows(1, "id || ' ' || fresh"));
    }

    [Fact]
    public void Build_FreshIsPlanned_TakesWhatTheParentHasNotSeen()
    {
        using var line = new Line
        {
            Columns = Dated,
            Rule = "keep: human, in: pool",
            Others = ", fresh_human: { min_fraction: 0.5, within: 90d }",
            Mix = "unit: tokens, budget: 100",
        };
        line.Data("a", [.. Enumerable.Range(0, 10).Select(i => Record($"old{i}", date: "2025-12-01"))]);
        line.Satisfy(0);
        line.Data("b", [.. Enumerable.Range(0, 10).Select(i => Record($"new{i}", date: "2025-12-01"))]);
        line.Satisfy(1);

        Assert.True(line.Rows(1, "fresh").Count(r => r.Equals("true", StringComparison.OrdinalIgnoreCase)) >= 5);
        Assert.All(line.Rows(1, "id || ' ' || fresh"), r => Assert.Equal(r.StartsWith("new", StringComparison.Ordinal), r.EndsWith("true", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("duplicates: { exact: drop }")]
    [InlineData("duplicates: { max_fraction: 0 }")]
    [InlineData("repetition: { fail_above: 1 }")]
    public void Build_TextOfTheParentStandsInSeveralRecords_OneOfThemIsKept(string other)
    {
        using var line = new Line();
        line.Data("a", Record("1", "same"), Record("2", "same"), Record("3"));
        line.Satisfy(0);
        using var next = new Line { Mix = "unit: tokens, budget: 60", Others = $", {other}" };
        CopyTo(line, next);
        next.Data("b", [Record("0", "same", "synthetic"), .. Enumerable.Range(0, 8).Select(i => Record($"n{i}"))]);
        var result = next.Satisfy(1);

        Assert.Equal(new ParentLine(0, "manifest", 3, 3, 0, 0, 0, 0), result.Summary!.Parent);
        Assert.Equal(1, next.Rows(1, "id").Count(id => id is "1" or "2"));
    }

    [Fact]
    public void Build_OneOfTwoCopiesIsRefused_KeepsTheOther()
    {
        using var line = new Line { Columns = Licensed };
        line.Data("a", Record("1", "same"));
        line.Satisfy(0);
        using var next = new Line { Columns = Licensed, Mix = "unit: tokens, budget: 20", Others = ", provenance: { require: [ license ] }" };
        CopyTo(line, next);
        next.Data("b", new { id = "2", text = "same", tokens = 10, origin = "human", license = "MIT" }, new { id = "3", text = "x", tokens = 10, origin = "human", license = "MIT" });
        next.Satisfy(1);

        Assert.Equal(["2", "3"], next.Rows(1, "id"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Build_AnyNumberOfThreads_SaysTheSame(int threads)
    {
        using var line = new Line();
        line.Data("a", [.. Enumerable.Range(0, 500).Select(i => Record($"a{i}"))]);
        line.Satisfy(0);
        line.Data("a", [.. Enumerable.Range(0, 500).Where(i => i % 7 > 0).Select(i => Record($"a{i}", i % 5 == 0 ? $"other {i}" : null, i % 11 == 0 ? "mixed" : "human"))]);
        var first = line.Build(1);
        var again = line.Build(1, ask: r => r with { Threads = threads, Reuse = BuildReuse.Nothing });

        Assert.Equal(3, first.Diagnostics.Count);
        Assert.Equal(PolicyRun.Told(first), PolicyRun.Told(again));
        Assert.Equal(first.Summary!.Parent, again.Summary!.Parent);
    }

    /// <summary>A line's own parent without a finding: a report of a mix of other data.</summary>
    private static string Alone(Line line)
    {
        using var other = new Line();
        other.Data("x", Record("3"));
        other.Satisfy(0);
        Directory.CreateDirectory(line["alone"]);
        foreach (var name in new[] { "lineage.json", "manifest.parquet", "ledger.bin" }) File.Copy(other[$"gen-0/{name}"], line[$"alone/{name}"]);
        return "alone/lineage.json";
    }

    private static void CopyTo(Line from, Line to)
    {
        foreach (var file in Directory.EnumerateFiles(from[""], "*", SearchOption.AllDirectories).Where(f => !f.Contains(".mixpolicy", StringComparison.Ordinal)))
        {
            var target = to[Path.GetRelativePath(from[""], file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
