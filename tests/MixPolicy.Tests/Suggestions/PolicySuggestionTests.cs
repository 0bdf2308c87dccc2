using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Suggestions;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Suggestions;

public sealed class PolicySuggestionTests
{
    [Fact]
    public void Suggest_TwoHundredImpossiblePolicies_EachSuggestionBuilds()
    {
        var suggested = 0;
        for (var seed = 0; suggested < 200; seed++)
        {
            using var folder = new TempFolder();
            Write(folder, new Random(seed));
            var result = Run(folder, "policy.yaml", suggest: true);
            if (result.Outcome != BuildOutcome.Violated) continue;
            var why = string.Join("\n", result.Diagnostics.Select(d => d.Message));
            Assert.True(File.Exists(folder["policy.suggested.yaml"]), $"{seed}: {why}\n{File.ReadAllText(folder["policy.yaml"])}");
            Assert.Equal(folder["policy.suggested.yaml"], result.Written[^1]);
            var second = Run(folder, "policy.suggested.yaml", suggest: false);
            Assert.True(second.Outcome == BuildOutcome.Satisfied, $"{seed}: {string.Join("\n", second.Diagnostics.Select(d => d.Message))}");
            suggested++;
        }
    }

    [Fact]
    public void Suggest_BudgetAll_SetsLimitsToWhatIsMeasured()
    {
        using var folder = new TempFolder();
        folder.Write("s.jsonl", string.Concat(Enumerable.Range(0, 10).Select(i => Record(i, 10, i < 3 ? "human" : "synthetic"))));
        folder.Write("policy.yaml", Policy("budget: all", "  human: { min_fraction: 0.50, min_records: 5 }"));
        Assert.Equal(BuildOutcome.Violated, Run(folder, "policy.yaml", suggest: true).Outcome);
        Assert.Contains("human: { min_fraction: 0.30, min_records: 3 }  # was 0.50, was 5", File.ReadAllText(folder["policy.suggested.yaml"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Suggest_WhatNoNumberMends_SaysWhy()
    {
        using var folder = new TempFolder();
        folder.Write("s.jsonl", Record(0, 10, "synthetic"));
        folder.Write("policy.yaml", Policy("budget: all", "  synthetic: { require_decoding: true }"));
        var result = Run(folder, "policy.yaml", suggest: true);
        Assert.Contains("rules.synthetic.require_decoding has no number", Assert.Single(result.Diagnostics, d => d.Code == Codes.NoSuggestion).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["policy.suggested.yaml"]));
    }

    [Fact]
    public void Suggest_FileOfAnotherHand_IsLeftAlone()
    {
        using var folder = new TempFolder();
        folder.Write("s.jsonl", Record(0, 10, "synthetic"));
        folder.Write("policy.yaml", Policy("budget: all", "  human: { min_fraction: 0.5 }"));
        folder.Write("policy.suggested.yaml", "mine\n");
        var result = Run(folder, "policy.yaml", suggest: true);
        Assert.Contains(result.Diagnostics, d => d.Code == Codes.NoSuggestion && d.Message.Contains("is not a suggestion", StringComparison.Ordinal));
        Assert.Equal("mine\n", File.ReadAllText(folder["policy.suggested.yaml"]));
        folder.Write("policy.suggested.yaml", PolicyPatcher.Marker + "an older policy\n");
        Assert.Equal(folder["policy.suggested.yaml"], Run(folder, "policy.yaml", suggest: true).Written[^1]);
    }

    [Fact]
    public void Suggest_Satisfied_WritesNone()
    {
        using var folder = new TempFolder();
        folder.Write("s.jsonl", Record(0, 10, "human"));
        folder.Write("policy.yaml", Policy("budget: all", "  human: { min_fraction: 0.5 }"));
        Assert.Equal(BuildOutcome.Satisfied, Run(folder, "policy.yaml", suggest: true).Outcome);
        Assert.False(File.Exists(folder["policy.suggested.yaml"]));
    }

    /// <summary>Records of two sources, and limits of which many cannot be met, alone or together.</summary>
    private static void Write(TempFolder folder, Random random)
    {
        var records = new System.Text.StringBuilder();
        var (count, total) = (random.Next(30, 150), 0);
        for (var i = 0; i < count; i++)
        {
            var tokens = random.Next(1, 40);
            total += tokens;
            records.Append(Record(i, tokens, random.Next(3) > 0 ? "human" : "synthetic", random.Next(2) == 0 ? "rephrased" : "generated"));
        }

        folder.Write("s.jsonl", records.ToString());
        var budget = random.Next(total / 3, total * 3 / 2);
        var mix = random.Next(3) == 0 ? $"budget: {{ min: {budget}, max: {budget + (budget / 3)} }}" : $"budget: {budget}";
        if (random.Next(4) == 0) mix += $", max_repetition_factor: 1.{random.Next(1, 9)}";
        var rules = new List<string> { $"  human: {{ min_fraction: 0.{random.Next(30, 99)}{(random.Next(3) == 0 ? $", min_records: {random.Next(1, count)}" : "")} }}" };
        if (random.Next(2) == 0) rules.Add($"  synthetic: {{ max_fraction: 0.{random.Next(1, 60):00}, max_fraction_by_kind: {{ generated: 0.{random.Next(0, 30):00} }} }}");
        folder.Write("policy.yaml", Policy(mix, string.Join("\n", rules)));
    }

    private static string Record(int number, int tokens, string origin, string kind = "rephrased") => JsonSerializer.Serialize(
        new Dictionary<string, object> { ["id"] = $"r{number}", ["text"] = $"text {number}", ["tokens"] = tokens, ["origin"] = origin, ["kind"] = kind }) + "\n";

    private static string Policy(string mix, string rules) => $$"""
        mixpolicy: 1
        name: small
        data:
          sources:
            - name: s
              paths: [ s.jsonl ]
              columns: { id: id, text: text, tokens: tokens, origin: origin, kind: kind }
        mix: { unit: tokens, {{mix}} }
        rules:
        {{rules}}
        """;

    private static BuildResult Run(TempFolder folder, string policy, bool suggest) => MixBuild.Run(
        new BuildRequest { Policy = policy, Directory = folder.Path, Suggest = suggest, ToolVersion = "0", Out = "out" }, null, CancellationToken.None);
}
