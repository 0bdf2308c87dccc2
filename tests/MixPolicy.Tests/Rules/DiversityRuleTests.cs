using MixPolicy.Diagnostics;
using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Rules;

public sealed class DiversityRuleTests
{
    private const string Head = """
        mixpolicy: 1
        name: varied
        data:
          defaults: { columns: { id: id, text: text, domain: domain } }
          sources:
            - { name: human, paths: [ human.jsonl ], tags: { origin: human } }
            - { name: model, paths: [ model.jsonl ], tags: { origin: synthetic } }

        """;

    [Fact]
    public void Judge_HumanTextAlone_CostsNoMore()
    {
        using var run = Texts(Human(600), [new { id = "x", text = "one", domain = "d" }]);
        var result = run.Build(Head + "mix: { unit: records, budget: 600, targets: { human: 1, model: 0 } }\nrules: { diversity: { cross_entropy: { max_rise: 0 } } }\n");

        Assert.True(result.Outcome == BuildOutcome.Satisfied, Trial.Report(result));
        Assert.Equal("0.0000", result.Summary!.Rules.Single(r => r.Name.EndsWith("max_rise", StringComparison.Ordinal)).Measured);
    }

    [Fact]
    public void Judge_ShareOfNarrowText_CostsMoreTheLargerItIs()
    {
        using var run = Texts(Human(800), Narrow(800));
        var measured = new[] { "0.1", "0.5", "0.9" }.Select(share =>
        {
            var rest = decimal.Parse("1", System.Globalization.CultureInfo.InvariantCulture) - decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture);
            var result = run.Build(FormattableString.Invariant(
                $"{Head}mix: {{ unit: records, budget: 800, targets: {{ human: {rest}, model: {share} }} }}\nrules: {{ diversity: {{ by: [ domain ], cross_entropy: {{ max_rise: 9 }}, rare_cross_entropy: {{ max_rise: 9 }} }} }}\n"));
            Assert.True(result.Outcome == BuildOutcome.Satisfied, Trial.Report(result));
            return result.Summary!.Rules.Where(r => r.Name.StartsWith("rules.diversity", StringComparison.Ordinal)).ToDictionary(r => $"{r.Name} {r.Subject}", r => decimal.Parse(r.Measured.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture));
        }).ToArray();

        foreach (var name in new[] { "rules.diversity.cross_entropy.max_rise ", "rules.diversity.rare_cross_entropy.max_rise " })
        {
            Assert.True(measured[0][name] < measured[1][name] && measured[1][name] < measured[2][name], string.Join(' ', measured.Select(m => m[name])));
        }

        Assert.True(measured[2]["rules.diversity.distinct_2 mix"] < measured[2]["rules.diversity.distinct_2 human"]);
        Assert.True(measured[2]["rules.diversity.unseen_mass mix"] < measured[2]["rules.diversity.unseen_mass human"]);
        Assert.True(measured[2]["rules.diversity.compression mix"] > measured[2]["rules.diversity.compression human"]);
        Assert.InRange(measured[0]["rules.diversity.entropy domain"], 0.98m, 1m);
    }

    [Fact]
    public void Judge_LimitExceeded_NamesBothCosts()
    {
        using var run = Texts(Human(800), Narrow(800));
        var result = run.Build(Head + "mix: { unit: records, budget: all }\nrules: { diversity: { cross_entropy: { max_rise: 0.01, warn_above: 0 } } }\n");

        var finding = Assert.Single(result.Diagnostics, d => d.Code == Codes.Diversity);
        Assert.Equal((BuildOutcome.Violated, Severity.Violation, 9), (result.Outcome, finding.Severity, finding.Place.Line));
        Assert.Matches("costs [0-9.]+ bits a word for a model of the mix and [0-9.]+ for a model of as much human text .* more; the policy allows at most 0.010; over by", finding.Message);
    }

    [Fact]
    public void Judge_ParentThatWasGauged_IsShownBesideTheMix()
    {
        using var run = Texts(Human(600), Narrow(600));
        const string Rules = "diversity: { cross_entropy: { max_rise: 9 } }";
        run.Satisfy($"{Head}mix: {{ unit: records, budget: 600, targets: {{ human: 1, model: 0 }} }}\nrules: {{ {Rules} }}\n");
        Directory.Move(run.Out, run.At("gen-0"));
        var result = run.Build($"{Head.Replace("name: varied", "name: varied\ngeneration: 1", StringComparison.Ordinal)}mix: {{ unit: records, budget: all }}\nrules: {{ accumulate: {{ parent: gen-0/lineage.json }}, {Rules} }}\n");

        Assert.True(result.Outcome == BuildOutcome.Satisfied, Trial.Report(result));
        var gauges = result.Summary!.Rules.Where(r => r.Name == "rules.diversity.distinct_2").ToDictionary(r => r.Subject!, r => r.Measured);
        Assert.Equal(["human", "mix", "parent"], gauges.Keys.Order(StringComparer.Ordinal));
        Assert.NotEqual(gauges["mix"], gauges["parent"]);
    }

    [Theory]
    [InlineData("", BuildOutcome.NotEvaluated, Severity.Error)]
    [InlineData(", severity: warn", BuildOutcome.Satisfied, Severity.Warning)]
    public void Judge_TooFewWords_IsNotSatisfied(string soft, BuildOutcome outcome, Severity severity)
    {
        using var run = Texts(Human(20), Narrow(20));
        var result = run.Build($"{Head}mix: {{ unit: records, budget: all }}\nrules: {{ human: {{ min_records: 1 }}, diversity: {{ cross_entropy: {{ max_rise: 9 }}{soft} }} }}\n");

        Assert.Equal((outcome, severity), (result.Outcome, Assert.Single(result.Diagnostics, d => d.Code == Codes.RuleNotJudged).Severity));
    }

    [Fact]
    public void Judge_ManifestAlone_IsNotSatisfied()
    {
        using var run = Texts(Human(600), Narrow(20));
        var policy = Head + "mix: { unit: records, budget: all }\nrules: { diversity: { cross_entropy: { max_rise: 9 } } }\n";
        run.Satisfy(policy);

        var result = run.Run(policy, request => request with { Manifest = run.Manifest, CheckOnly = true });

        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        Assert.Contains("texts of this mix are not at hand", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mtld: 50", Codes.UnknownKey, "never gates")]
    [InlineData("distinct_2: 0.5", Codes.UnknownKey, "never gates")]
    [InlineData("cross_entropie: { max_rise: 1 }", Codes.UnknownKey, "cross_entropy")]
    [InlineData("by: [ domain ]", Codes.MissingKey, "states no limit")]
    [InlineData("cross_entropy: { }", Codes.MissingKey, "states no limit")]
    [InlineData("cross_entropy: { max_rise: 0.1, warn_above: 0.2 }", Codes.Inconsistent, "at or below")]
    [InlineData("cross_entropy: { max_rise: -1 }", Codes.OutOfRange, "max_rise")]
    public void Read_WhatCannotStand_IsRefused(string rule, string code, string words)
    {
        using var run = Texts(Human(2), Narrow(2));
        var result = run.Build($"{Head}mix: {{ unit: records, budget: all }}\nrules: {{ human: {{ min_records: 1 }}, diversity: {{ {rule} }} }}\n");

        Assert.Contains(result.Diagnostics, d => d.Code == code && d.Message.Contains(words, StringComparison.Ordinal));
        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
    }

    [Fact]
    public void Build_AnyThreadsAndKeptIndex_GivesTheSameBytes()
    {
        using var run = Texts(Human(800), Narrow(800));
        var policy = Head + "mix: { unit: records, budget: 700 }\nrules: { diversity: { cross_entropy: { max_rise: 9 } } }\n";
        var once = run.Satisfy(policy, threads: 1).Digests();
        var kept = run.Satisfy(policy + "# another policy, the same index\n", threads: 2).Digests();
        Directory.Delete(run.Out, recursive: true);

        Assert.Equal(once, run.Satisfy(policy, threads: 4).Digests());
        Assert.NotEqual(once, kept); // the policy's digest
    }

    private static PolicyRun Texts(IEnumerable<object> human, IEnumerable<object> model) =>
        new PolicyRun().WriteLines("human.jsonl", human).WriteLines("model.jsonl", model);

    private static IEnumerable<object> Human(int count) => Words(count).Select((text, i) => new { id = $"h{i}", text, domain = i % 2 == 0 ? "a" : "b" });

    /// <summary>The same, of the commonest words alone.</summary>
    private static IEnumerable<object> Narrow(int count) => Words(count, seed: 12, spread: 3).Select((text, i) => new { id = $"m{i}", text, domain = i % 2 == 0 ? "a" : "b" });

    /// <summary>Texts of twenty words whose frequencies fall as 1/rank.</summary>
    private static List<string> Words(int count, int seed = 11, int spread = 9)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, 20).Select(_ => $"w{(int)Math.Exp(random.NextDouble() * spread)}")))];
    }
}
