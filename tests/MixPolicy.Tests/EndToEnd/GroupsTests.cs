using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Groups through the whole main path: planned for, selected, recounted, judged.</summary>
public sealed class GroupsTests
{
    [Fact]
    public void Build_FloorAboveTheNaturalShare_IsPlannedAndHolds()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        run.Satisfy(Policy("budget: 2K, max_repetition_factor: 4", "groups: [ { by: lang, min_fraction: { is: 0.05, (none): 0.01 }, max_fraction: { en: 0.85 } } ]"));
        using var duck = new DuckDb();
        var table = $"read_parquet({DuckDb.Literal(run.Manifest)})";
        var total = duck.Number($"SELECT sum(tokens * repetitions)::BIGINT FROM {table}");
        Assert.True(duck.Number($"SELECT sum(tokens * repetitions)::BIGINT FROM {table} WHERE lang = 'is'") * 20 >= total);
        Assert.True(duck.Number($"SELECT sum(tokens * repetitions)::BIGINT FROM {table} WHERE lang IS NULL") * 100 >= total);
        Assert.True(duck.Number($"SELECT sum(tokens * repetitions)::BIGINT FROM {table} WHERE lang = 'en'") * 100 <= 85 * total);
    }

    [Fact]
    public void Build_FloorOutOfReach_SaysHowMuchIsMissing()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        var result = run.Build(Policy("budget: 2K", "groups: [ { by: lang, min_fraction: { is: 0.5, cz: 0.01 } } ]"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Equal([Codes.GroupFloor, Codes.GroupFloor, Codes.GroupMissing], result.Diagnostics.Select(d => d.Code).Order(StringComparer.Ordinal));
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("short by 900 tokens", StringComparison.Ordinal));
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("Did you mean 'cs'?", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_ForeignManifest_CountsItsGroups()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        run.Satisfy(Policy("budget: all", "groups: [ { by: lang, max_fraction: { en: 1 } } ]"));
        File.Copy(run.Manifest, run.At("foreign.parquet"));
        var result = run.Run(Policy("budget: all", "groups: [ { by: lang, min_fraction: { is: 0.05 } } ]"), r => r with { Manifest = "foreign.parquet" });
        Assert.Equal(Codes.GroupFloor, Assert.Single(result.Diagnostics).Code);
    }

    private static string Policy(string mix, string rules) => $$"""
        mixpolicy: 1
        name: groups
        data:
          sources:
            - { name: s, paths: [ s.jsonl ], columns: { id: id, text: text, tokens: tokens, lang: lang }, tags: { origin: human } }
        mix: { unit: tokens, {{mix}} }
        rules: { {{rules}} }
        """;

    private static IEnumerable<object> Records() => Enumerable.Range(0, 400).Select(i => (object)new
    {
        id = $"r{i}",
        text = $"text {i}",
        tokens = 10,
        lang = i % 40 == 0 ? "is" : i % 40 == 1 ? "cs" : i % 40 == 2 ? null : "en",
    });
}
