using System.Globalization;
using System.Text.Json;
using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>The tail of a column through the whole main path.</summary>
public sealed class TailTests
{
    private const string Limits = "min_retention: 0.90, min_presence: 0.95";

    [Fact]
    public void Build_WithABudget_KeepsTheTailThoughTheRestIsDiluted()
    {
        using var run = Sources();
        run.Satisfy(Policy("budget: 20K, targets: { human: 0.5, models: 0.5 }", $"by: language, rare_below: 0.02, {Limits}"));
        using var duck = new DuckDb();
        var table = $"read_parquet({DuckDb.Literal(run.Manifest)})";
        var total = duck.Number($"SELECT sum(tokens * repetitions)::BIGINT FROM {table}");
        var kept = duck.Number($"SELECT sum(tokens * repetitions)::BIGINT FROM {table} WHERE language = 'is'");
        Assert.True(kept * 100 >= 0.9 * 0.7398 * total, $"{kept} of {total}"); // 1 % of human text, in 40 equal records: baseline 1 - 1.645 / sqrt(40)
        Assert.True(duck.Number($"SELECT count(*) FROM {table} WHERE language = 'is'") >= Math.Floor(0.95 * 40 * (1 - Math.Exp(-total / 40_000.0))));
        Assert.Equal(["human/human", "human/human/tail=is", "models/synthetic"], duck.Lines($"SELECT DISTINCT stratum FROM {table} ORDER BY 1"));
    }

    [Fact]
    public void Build_AllRecords_FailsOnDilutionByText_ThatLacksTheTail()
    {
        using var run = Sources();
        var result = run.Build(Policy("budget: all", $"by: language, rare_below: 0.02, {Limits}"));
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(Codes.TailMass, finding.Code);
        Assert.StartsWith("text with language 'is' is 0.50 % of the mix and 1.00 % of the human text", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_TailThatOtherRulesLeaveOut_IsOutOfReach()
    {
        using var run = Sources();
        var result = run.Build(Policy("budget: 20K", $"by: language, rare_below: 0.02, {Limits}", "provenance: { require: [ license ] }"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Contains(result.Diagnostics, d => d.Code == Codes.TailMass);
        Assert.Contains(result.Diagnostics, d => d.Code == Codes.TailPresence);
    }

    [Fact]
    public void Build_UnevenScores_KeepsTheirEnd()
    {
        using var run = Sources();
        run.Satisfy(Policy("budget: 20K, targets: { human: 0.5, models: 0.5 }", $"by: score, at_least: 0.95, {Limits}"));
        Assert.Contains("human/human/tail=score >= 0.95", run.Rows("DISTINCT stratum"));
    }

    [Theory]
    [InlineData("method: unimax", 1600)]
    [InlineData("method: unimax, max_repetition_factor: 2", 800)]
    [InlineData("method: factor, factor: 3", 583)]
    [InlineData("method: temperature, temperature: 2", 1345)]
    public void Build_Upsampled_TakesMoreOfTheTail_UnderItsLimit(string how, int about)
    {
        using var run = Sources();
        run.Satisfy(Policy("budget: 40K, targets: { human: 0.5, models: 0.5 }, max_repetition_factor: 4", $"by: language, rare_below: 0.02, {Limits}, upsample: {{ {how} }}"));
        using var duck = new DuckDb();
        var taken = duck.Number($"SELECT sum(tokens * repetitions)::BIGINT FROM read_parquet({DuckDb.Literal(run.Manifest)}) WHERE language = 'is'");
        Assert.InRange(taken, about - 20, about + 20);
    }

    [Fact]
    public void Build_Upsampled_StaysUnderTheRepetitionOfItsSource()
    {
        using var run = Sources();
        run.Satisfy(Policy("budget: 40K, targets: { human: 0.5, models: 0.5 }", $"by: language, rare_below: 0.02, {Limits}, upsample: {{ method: unimax }}"));
        Assert.Equal(["1"], run.Rows("repetitions").Distinct());
    }

    [Fact]
    public void Build_Report_HoldsEachRareGroupBeforeAndAfter()
    {
        using var run = Sources();
        run.Satisfy(Policy("budget: 20K", $"by: language, rare_below: 0.02, {Limits}"));
        var group = Assert.Single(run.Json("lineage.json").GetProperty("tail").GetProperty("groups").EnumerateArray());
        Assert.Equal(("is", 40, 400, 739_902), (group.GetProperty("group").GetString(), Number(group, "reference_records"), Number(group, "reference_amount"), Number(group, "baseline_millionths")));
        Assert.InRange(Number(group, "records"), 14, 40);
    }

    [Fact]
    public async Task Build_Report_FitsTheSchema()
    {
        using var run = Sources();
        run.Satisfy(Policy("budget: 20K, max_repetition_factor: 4", $"by: language, rare_below: 0.02, {Limits}, upsample: {{ method: unimax }}"));
        Assert.Equal("", Lineage.Schemas.Faults(await Lineage.Schemas.Read("lineage"), await File.ReadAllTextAsync(Path.Combine(run.Out, "lineage.json"))));
    }

    [Fact]
    public void Build_AnyThreads_GivesTheSameBytes()
    {
        var digests = new[] { 1, 3 }.Select(threads =>
        {
            using var run = Sources();
            run.Satisfy(Policy("budget: 40K, max_repetition_factor: 4", $"by: language, rare_below: 0.02, {Limits}, upsample: {{ method: temperature, temperature: 1.43 }}"), threads);
            return string.Join('\n', run.Digests());
        });
        Assert.Single(digests.Distinct());
    }

    [Fact]
    public void Judge_ManifestAlone_IsNotSatisfied()
    {
        using var run = Sources();
        run.Satisfy(Policy("budget: all", "by: language, rare_below: 0.02, min_retention: 0.1"));
        File.Copy(run.Manifest, run.At("foreign.parquet"));
        var result = run.Run(Policy("budget: all", $"by: language, rare_below: 0.02, {Limits}"), r => r with { Manifest = "foreign.parquet" });
        Assert.Equal((BuildOutcome.NotEvaluated, Codes.RuleNotJudged), (result.Outcome, Assert.Single(result.Diagnostics).Code));
    }

    [Theory]
    [InlineData("by: lagnuage, rare_below: 0.02, min_retention: 0.1", "no record of the human text says its lagnuage")]
    [InlineData("by: quality, at_least: 90, min_retention: 0.1", "no record of the human text has quality >= 90")]
    public void Build_NothingToLookAt_IsNotSatisfied(string rule, string words)
    {
        using var run = Sources();
        var result = run.Build(Policy("budget: all", rule));
        var finding = Assert.Single(result.Diagnostics, d => d.Code == Codes.RuleNotJudged);
        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(250)]
    public void Build_ManyRareGroups_PlansThemAll(int groups)
    {
        using var run = new PolicyRun().WriteLines("human.jsonl", Enumerable.Range(0, 4000).Select(i => (object)new { id = $"h{i}", text = $"h {i}", n = 10, language = i < 3000 ? "en" : $"l{i % groups}" }))
            .WriteLines("models.jsonl", Enumerable.Range(0, 4000).Select(i => (object)new { id = $"m{i}", text = $"m {i}", n = 10, language = "en" }));
        run.Satisfy(Policy("budget: 20K, targets: { human: 0.5, models: 0.5 }", $"by: language, rare_below: 0.02, {Limits}"));
        Assert.Equal(groups, run.Json("lineage.json").GetProperty("tail").GetProperty("groups").GetArrayLength());
    }

    [SharedDataTheory]
    [InlineData("label")]
    [InlineData("language")]
    public void RealData_ModelWrittenEvals_RaisesNoAlarm(string column)
    {
        using var run = new PolicyRun();
        File.Copy(SharedData.File("model-written-evals", "data.jsonl"), run.At("data.jsonl"));
        foreach (var mix in new[] { "budget: all", "budget: 100K" })
        {
            run.Satisfy($$"""
                mixpolicy: 1
                name: evals
                data:
                  sources:
                    - { name: evals, paths: [ data.jsonl ], columns: { id: id, text: text, tokens: { per_byte: 0.25 }, origin: origin, label: label, language: language } }
                mix: { unit: tokens, {{mix}} }
                rules: { tail: { by: {{column}}, rare_below: 0.9, {{Limits}}, warn_retention_below: 0.95 } }
                """);
        }
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    /// <summary>4,000 human records, 40 of them in Icelandic, and as many of models that write none of it.</summary>
    private static PolicyRun Sources() => new PolicyRun()
        .WriteLines("human.jsonl", Enumerable.Range(0, 4000).Select(i => (object)new { id = $"h{i}", text = $"human {i}", n = 10, language = i % 100 == 7 ? "is" : i % 3 == 0 ? "de" : "en", score = Score(i), license = i % 100 == 7 ? null : "MIT" }))
        .WriteLines("models.jsonl", Enumerable.Range(0, 4000).Select(i => (object)new { id = $"m{i}", text = $"model {i}", n = 10, language = i % 3 == 0 ? "de" : "en", score = Score(i % 900), license = "MIT" }));

    private static string Score(int i) => ((i % 1000) / 1000m).ToString(CultureInfo.InvariantCulture);

    private static string Policy(string mix, string tail, string more = "") => $$"""
        mixpolicy: 1
        name: tail
        data:
          defaults: { columns: { id: id, text: text, tokens: n, language: language, score: score, license: license } }
          sources:
            - { name: human, paths: [ human.jsonl ], tags: { origin: human } }
            - { name: models, paths: [ models.jsonl ], tags: { origin: synthetic, depth: 1 } }
        mix: { unit: tokens, {{mix}} }
        rules:
          tail: { {{tail}} }
          {{more}}
        """;
}
