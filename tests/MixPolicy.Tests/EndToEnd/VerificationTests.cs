using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Verification through the whole main path: scores of any kind, planned for, selected, recounted, judged.</summary>
public sealed class VerificationTests
{
    [Fact]
    public void Build_WithABudget_TakesOnlyWhatIsVerified()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        run.Satisfy(Policy("budget: 2K", "by: [ judge ], min_score: 0.7"));
        Assert.Equal(["0"], Odd(run, "origin = 'synthetic' AND (verified_by IS DISTINCT FROM 'judge' OR score::DOUBLE < 0.7)"));
        Assert.NotEqual(["0"], Odd(run, "origin = 'synthetic'"));
    }

    [Fact]
    public void Build_BestOf_HoldsTheRatioExactly()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        run.Satisfy(Policy("budget: 2K", "best_of: 5"));
        using var duck = new DuckDb();
        Assert.True(duck.Number($"SELECT (4 * sum(tokens) FILTER (origin = 'synthetic') - sum(tokens) FILTER (origin = 'human'))::BIGINT FROM read_parquet({DuckDb.Literal(run.Manifest)})") <= 0);
    }

    [Fact]
    public void Build_AnotherScore_ReadsTheUnitsAnew()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        run.Satisfy(Policy("budget: 1K", "min_score: 0.7"));
        Assert.NotEqual(["0"], Odd(run, "origin = 'synthetic' AND score::DOUBLE < 0.9"));
        run.Satisfy(Policy("budget: 1K", "min_score: 0.9"));
        Assert.Equal(["0"], Odd(run, "origin = 'synthetic' AND score::DOUBLE < 0.9"));
    }

    [Fact]
    public void Build_ScoresOfEveryRecord_DoNotMakeAClassEach()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Enumerable.Range(0, 120_000).Select(i => (object)new { id = $"{i}", text = $"{i}", tokens = 1, origin = "synthetic", verified_by = "judge", score = 0.5 + (i / 1e6) }));
        run.Satisfy(Policy("budget: 1K", "min_score: 0.55"));
        Assert.Equal(["s/synthetic/verified"], run.Rows("DISTINCT stratum").Distinct());
    }

    [Fact]
    public void Judge_ForeignManifest_RecountsScores()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        run.Satisfy(Policy("budget: all", "min_score: -1, by: [ judge, nobody ]"));
        File.Copy(run.Manifest, run.At("foreign.parquet"));
        var result = run.Run(Policy("budget: all", "min_score: 0.7"), r => r with { Manifest = "foreign.parquet" });
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(Codes.Unverified, finding.Code);
        Assert.StartsWith("105 records of synthetic text are not verified: a score below 0.70 (105)", finding.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Odd(PolicyRun run, string where)
    {
        using var duck = new DuckDb();
        return duck.Lines($"SELECT count(*) FROM read_parquet({DuckDb.Literal(run.Manifest)}) WHERE {where}");
    }

    private static string Policy(string mix, string rule) => $$"""
        mixpolicy: 1
        name: verified
        data:
          sources:
            - name: s
              paths: [ s.jsonl ]
              columns: { id: id, text: text, tokens: tokens, origin: origin, verified_by: verified_by, score: score }
        mix: { unit: tokens, {{mix}} }
        rules: { verification: { {{rule}} } }
        """;

    private static IEnumerable<object> Records() => Enumerable.Range(0, 400).Select(i => (object)new
    {
        id = $"r{i}",
        text = $"text {i}",
        tokens = 10,
        origin = i < 250 ? "human" : "synthetic",
        verified_by = i % 2 == 0 ? "judge" : "nobody",
        score = (i % 10) / 10.0,
    });
}
