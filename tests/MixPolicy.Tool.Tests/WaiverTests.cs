using System.Text.Json;

namespace MixPolicy.Tool.Tests;

/// <summary>Waivers, <c>--as-of</c> and <c>--no-waivers</c> as a user meets them.</summary>
public sealed class WaiverTests : IDisposable
{
    private const string Waived = "; waived: >= 0.27 until 2026-12-01T00:00:00Z (DATA-412; owner data-team, approved by cto: crawl delayed)\n";
    private readonly TempFolder _folder = new();

    public WaiverTests()
    {
        File.WriteAllLines(Path.Combine(_folder.Path, "human.jsonl"), Enumerable.Range(0, 50).Select(i => $$"""{"text":"human {{i}}","n":10,"date":"{{(i < 28 ? "2026-10-20" : "2020-01-01")}}"}"""));
        File.WriteAllLines(Path.Combine(_folder.Path, "models.jsonl"), Enumerable.Range(0, 50).Select(i => $$"""{"text":"made {{i}}","n":10}"""));
        File.WriteAllText(Path.Combine(_folder.Path, "policy.yaml"), """
            mixpolicy: 1
            name: late-crawl
            as_of: 2026-11-01
            data:
              sources:
                - { name: human, paths: [ human.jsonl ], columns: { text: text, tokens: n, collected_at: date }, tags: { origin: human } }
                - { name: models, paths: [ models.jsonl ], columns: { text: text, tokens: n }, tags: { origin: synthetic, depth: 1 } }
            mix: { unit: tokens, budget: 1000 }
            rules: { fresh_human: { min_fraction: 0.30, within: 60d } }
            waivers:
              - { rule: MIX0302, limit: 0.27, expires: 2026-12-01T00:00:00Z, owner: data-team, approved_by: cto, ticket: DATA-412,
                  reason: "crawl delayed" }
            output: { dir: out }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("build", "Pacific/Kiritimati")]
    [InlineData("check", "Pacific/Pago_Pago")]
    public void BuildOrCheck_ActiveWaiver_SatisfiesInAnyTimeZone(string verb, string zone)
    {
        foreach (var asOf in new[] { "2026-11-01", "2026-11-30" })
        {
            var run = ToolProcess.Run([verb, "policy.yaml", "--as-of", asOf], _folder.Path, new Dictionary<string, string?> { ["TZ"] = zone });
            Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
            Assert.Contains(Waived, run.Stdout, StringComparison.Ordinal);
            Assert.Contains("\nsatisfied: 3 limits hold, 1 waived, ", run.Stdout, StringComparison.Ordinal);
        }

        var expired = ToolProcess.Run([verb, "policy.yaml", "--as-of", "2026-12-01"], _folder.Path, new Dictionary<string, string?> { ["TZ"] = zone });
        Assert.Equal((1, ""), (expired.ExitCode, expired.Stderr));
        Assert.Contains("warning MIX0343: ", expired.Stdout, StringComparison.Ordinal);
        Assert.Contains("expired on 2026-12-01T00:00:00Z", expired.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckManifest_AnswersAsTheBuildDid()
    {
        Assert.Equal(0, Run("build").ExitCode);
        var passed = Run("check", "--manifest", "out/manifest.parquet");
        Assert.Equal((0, ""), (passed.ExitCode, passed.Stderr));
        Assert.Contains(Waived, passed.Stdout, StringComparison.Ordinal);
        Assert.Equal(1, Run("check", "--manifest", "out/manifest.parquet", "--no-waivers").ExitCode);
        Assert.Equal(1, Run("check", "--manifest", "out/manifest.parquet", "--as-of", "2026-12-01").ExitCode);
    }

    [Fact]
    public void Build_NoWaivers_IsViolatedAndLeavesTheLastMixAlone()
    {
        Run("build");
        var before = File.ReadAllBytes(Path.Combine(_folder.Path, "out/lineage.json"));
        var run = Run("build", "--no-waivers");
        Assert.Equal((1, ""), (run.ExitCode, run.Stderr));
        Assert.DoesNotContain("waive", run.Stdout, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder.Path, "out/lineage.json")));
        using var violations = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.Path, "out/violations.json")));
        Assert.Equal(0, violations.RootElement.GetProperty("waivers").GetArrayLength());
    }

    [Fact]
    public void Build_Locked_HoldsOnTheDayThatItWasBuiltOn()
    {
        Run("build", "--as-of", "2026-11-20");
        Assert.Equal(0, Run("build", "--locked", "--as-of", "2026-11-20").ExitCode);
        Assert.Equal(1, Run("build", "--locked").ExitCode);
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2026-02-30")]
    [InlineData("2026-11-01T00:00:00Z")]
    [InlineData("1899-12-31")]
    [InlineData("")]
    public void Build_AsOfThatIsNoDay_IsRefused(string day)
    {
        var run = Run("build", "--as-of", day);
        Assert.Equal((2, ""), (run.ExitCode, run.Stdout));
        Assert.Contains($"--as-of is '{day}': give a day as YYYY-MM-DD, from 1900-01-01", run.Stderr, StringComparison.Ordinal);
    }

    private ToolOutput Run(string verb, params string[] more) => ToolProcess.Run([verb, "policy.yaml", .. more], _folder.Path);
}
