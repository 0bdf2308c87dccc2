using System.Text.Json;

namespace MixPolicy.Tool.Tests;

/// <summary><c>tombstone</c>, <c>diff</c> and <c>trace</c> as a user runs them, from build to takedown to proof.</summary>
public sealed class GenerationVerbsTests : IDisposable
{
    private const string Digest2 = "ad0387b3bd8652f730ca46d25f9c170af0fd589f42e7f23f5a9e6412d97d7e56";
    private readonly TempFolder _folder = new();

    public GenerationVerbsTests()
    {
        _folder.Write("data.jsonl", string.Concat(Enumerable.Range(0, 6).Select(i => $$"""{"id":"i{{i}}","text":"text {{i}}","tokens":10,"origin":"human"}""" + "\n")));
        _folder.Write("takedowns.jsonl", "");
        foreach (var generation in new[] { 0, 1 })
        {
            _folder.Write($"gen-{generation}.yaml", $$"""
                mixpolicy: 1
                name: line
                generation: {{generation}}
                as_of: 2026-01-01
                data:
                  sources:
                    - { name: s, paths: [ data.jsonl ], columns: { id: id, text: text, tokens: tokens, origin: origin } }
                mix: { unit: tokens, budget: all }
                rules: { accumulate: { {{(generation == 0 ? "" : "parent: gen-0/lineage.json, ")}}keep: human, in: manifest, tombstones: takedowns.jsonl } }
                output: { dir: gen-{{generation}} }
                """);
        }

        Run(0, "build", "gen-0.yaml");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Takedown_FromTombstoneToTrace_IsTraced()
    {
        var added = Run(0, "tombstone", "add", "takedowns.jsonl", "--id", "i2", "--lineage", "gen-0/lineage.json", "--reason", "request 88", "--authority", "dpo", "--date", "2025-12-01");
        Assert.Equal($"added a tombstone for {Digest2} to takedowns.jsonl; tombstones: 1\n", added.Stdout);
        Assert.Equal($"{Digest2} 2025-12-01 dpo: request 88\n", Run(0, "tombstone", "list", "takedowns.jsonl").Stdout);
        Run(0, "build", "gen-1.yaml");

        var diff = Run(0, "diff", "gen-0/lineage.json", "gen-1/lineage.json", "--format", "json");
        var found = JsonDocument.Parse(diff.Stdout).RootElement.GetProperty("difference");
        Assert.Equal(1, found.GetProperty("never_replace").GetProperty("excused").GetInt32());
        var trace = Run(0, "trace", "gen-1/lineage.json", "--text", "text 2", "--expect", "not-in-mix", "--proofs", "proofs");
        Assert.Contains("taken down: ", trace.Stdout, StringComparison.Ordinal);
        Assert.EndsWith("present: in the ledger since generation 0, in the manifest of generation 0; 2 inclusion proofs checked\n", trace.Stdout, StringComparison.Ordinal);
        Assert.Equal(["consistency-6-6.json", "ledger-2.json", "manifest-0-2.json"], Directory.GetFiles(Path.Combine(_folder.Path, "proofs")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Diff_HumanTextGone_EndsWithOne()
    {
        var policy = Path.Combine(_folder.Path, "gen-1.yaml");
        File.WriteAllText(policy, File.ReadAllText(policy).Replace("generation: 1", "generation: 0", StringComparison.Ordinal).Replace("parent: gen-0/lineage.json, ", "", StringComparison.Ordinal));
        File.WriteAllLines(Path.Combine(_folder.Path, "data.jsonl"), File.ReadAllLines(Path.Combine(_folder.Path, "data.jsonl")).Skip(1));
        Run(0, "build", "gen-1.yaml");
        var run = Run(1, "diff", "gen-0/lineage.json", "gen-1/lineage.json");

        Assert.Contains("gen-1/lineage.json: error MIX0542: ", run.Stdout, StringComparison.Ordinal);
        Assert.EndsWith("violated: never-replace is broken\n", run.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--text", "text 9", "--expect", "present")]
    [InlineData(0, "--text", "text 9", "--expect", "absent")]
    [InlineData(0, "--digest", Digest2)]
    [InlineData(2, "--digest", "12")]
    [InlineData(2, "--text-file", "nowhere.txt")]
    public void Trace_Question_EndsAsItIsAnswered(int exitCode, params string[] question) => Run(exitCode, ["trace", "gen-0/lineage.json", .. question]);

    [Theory]
    [InlineData("tombstone")]
    [InlineData("tombstone", "add", "t.jsonl", "--text", "a", "--reason", "r")]
    [InlineData("tombstone", "add", "t.jsonl", "--text", "a", "--id", "b", "--reason", "r", "--authority", "a")]
    [InlineData("tombstone", "add", "t.jsonl", "--id", "b", "--reason", "r", "--authority", "a")]
    [InlineData("tombstone", "add", "t.jsonl", "--text", "a", "--reason", "r", "--authority", "a", "--date", "2026-02-30")]
    [InlineData("diff", "gen-0/lineage.json")]
    [InlineData("diff", "a", "b", "--format", "sarif")]
    [InlineData("trace", "gen-0/lineage.json")]
    [InlineData("trace", "gen-0/lineage.json", "--text", "a", "--source", "s")]
    [InlineData("trace", "gen-0/lineage.json", "--text", "a", "--expect", "gone")]
    public void Arguments_ThatCannotBeRun_EndWithTwoAndASentence(params string[] args)
    {
        var run = ToolProcess.Run(args, _folder.Path);

        Assert.Equal((2, ""), (run.ExitCode, run.Stdout));
        Assert.StartsWith("mixpolicy: error MIX0902: ", run.Stderr, StringComparison.Ordinal);
        Assert.Contains($"dotnet mixpolicy {args[0]} ", run.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "t.jsonl")));
    }

    private ToolOutput Run(int exitCode, params string[] args)
    {
        var run = ToolProcess.Run(args, _folder.Path);
        Assert.True(run.ExitCode == exitCode && run.Stderr.Length == 0, $"{run.ExitCode}\n{run.Stdout}\n{run.Stderr}");
        return run;
    }
}
