using System.Text.Json;
using System.Xml.Linq;

namespace MixPolicy.Tool.Tests;

/// <summary><c>--sarif FILE</c>, and the formats <c>sarif</c> and <c>junit</c>, as a build server meets them.</summary>
public sealed class SarifFileTests : IDisposable
{
    private const string Violated = "examples/quickstart/policy-violated.yaml";
    private readonly TempFolder _folder = new();

    public SarifFileTests() => Quickstart.CopyTo(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Check_Violated_WritesWhatTheFormatPrints()
    {
        var run = Run("check", Violated, "--sarif", "reports/new/mix.sarif");
        var printed = Run("check", Violated, "--format", "sarif");

        Assert.Equal((1, "", 1, ""), (run.ExitCode, run.Stderr, printed.ExitCode, printed.Stderr));
        Assert.EndsWith("violated: 2 limits\n", run.Stdout, StringComparison.Ordinal);
        Assert.Equal(printed.Stdout, File.ReadAllText(Path.Combine(_folder.Path, "reports/new/mix.sarif")));
        using var report = JsonDocument.Parse(printed.Stdout);
        var first = report.RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        var place = first.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("MIX0302", first.GetProperty("ruleId").GetString());
        Assert.Equal(Violated, place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(52, place.GetProperty("region").GetProperty("startLine").GetInt32());
    }

    [Fact]
    public void Build_AgainWithNothingChanged_WritesTheSameBytes()
    {
        var path = Path.Combine(_folder.Path, "mix.sarif");
        Assert.Equal(0, Run("build", "examples/quickstart/policy.yaml", "--sarif", "mix.sarif").ExitCode);
        var first = File.ReadAllText(path);
        File.Delete(path);
        Assert.Equal(0, Run("build", "examples/quickstart/policy.yaml", "--sarif", path).ExitCode);

        Assert.Equal(first, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("check", "none.yaml")]
    [InlineData("build", "none.yaml")]
    [InlineData("audit", "none/lineage.json")]
    public void Verb_NothingToLookAt_IsWrittenToo(string verb, string asked)
    {
        var run = Run(verb, asked, "--sarif", "a.sarif");

        Assert.Equal((2, ""), (run.ExitCode, run.Stderr));
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path, "a.sarif")));
        var found = report.RootElement.GetProperty("runs")[0];
        Assert.False(found.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal($"mixpolicy/{asked}/", found.GetProperty("automationDetails").GetProperty("id").GetString());
        Assert.Equal(asked, found.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
    }

    [Fact]
    public void Audit_AsBuilt_IsWritten()
    {
        Assert.Equal(0, Run("build", "examples/quickstart/policy.yaml").ExitCode);
        var run = Run("audit", "out/quickstart/lineage.json", "--sarif", "a.sarif");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Contains("\"exitCode\": 0", File.ReadAllText(Path.Combine(_folder.Path, "a.sarif")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Violated, "examples")]
    [InlineData("none.yaml", "examples/quickstart/policy.yaml/a.sarif")]
    public void Check_FileThatCannotBeWritten_EndsWithTwoAndASentence(string policy, string file)
    {
        var run = Run("check", policy, "--sarif", file);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEqual("", run.Stdout);
        Assert.StartsWith($"mixpolicy: error MIX0403: --sarif: '{file}' cannot be written: ", run.Stderr, StringComparison.Ordinal);
        Assert.Single(run.Stderr.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Check_Waived_IsASuppressedResultAndASkippedTest()
    {
        _folder.Write("h.jsonl", string.Concat(Enumerable.Range(0, 28).Select(i => $$"""{"text":"h {{i}}","n":10}""" + "\n")));
        _folder.Write("m.jsonl", string.Concat(Enumerable.Range(0, 72).Select(i => $$"""{"text":"m {{i}}","n":10}""" + "\n")));
        _folder.Write("p.yaml", """
            mixpolicy: 1
            name: late
            as_of: 2026-11-01
            data:
              sources:
                - { name: h, paths: [ h.jsonl ], columns: { text: text, tokens: n }, tags: { origin: human } }
                - { name: m, paths: [ m.jsonl ], columns: { text: text, tokens: n }, tags: { origin: synthetic, depth: 1 } }
            mix: { unit: tokens, budget: all }
            rules: { human: { min_fraction: 0.30 } }
            waivers:
              - { rule: MIX0303, limit: 0.27, expires: 2027-01-01T00:00:00Z, owner: data-team, approved_by: cto, ticket: DATA-412, reason: "crawl delayed" }
            """);
        Assert.Equal(0, Run("build", "p.yaml").ExitCode);

        // The second build says again what the first one kept.
        var (sarif, junit) = (Run("build", "p.yaml", "--format", "sarif"), Run("check", "p.yaml", "--format", "junit"));
        Assert.Equal((0, 0), (sarif.ExitCode, junit.ExitCode));
        using var report = JsonDocument.Parse(sarif.Stdout);
        var waived = Assert.Single(report.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray(), r => r.GetProperty("suppressions").GetArrayLength() > 0);
        Assert.Equal("MIX0303", waived.GetProperty("ruleId").GetString());
        Assert.Equal("crawl delayed", waived.GetProperty("suppressions")[0].GetProperty("justification").GetString());
        Assert.Equal("DATA-412", waived.GetProperty("suppressions")[0].GetProperty("properties").GetProperty("ticket").GetString());
        var suite = XDocument.Parse(junit.Stdout).Root!.Element("testsuite")!;
        Assert.Equal(("0", "1"), ((string?)suite.Attribute("failures"), (string?)suite.Attribute("skipped")));
        Assert.Equal("rules.human.min_fraction", (string?)suite.Descendants("skipped").Single().Parent!.Attribute("name"));
    }

    [Fact]
    public void Check_Junit_FailsWhatIsViolatedOnly()
    {
        var run = Run("check", Violated, "--format", "junit");
        var suite = XDocument.Parse(run.Stdout).Root!.Element("testsuite")!;

        Assert.Equal((1, ""), (run.ExitCode, run.Stderr));
        Assert.Equal(["rules.fresh_human.min_fraction", "rules.synthetic.max_fraction"], suite.Descendants("failure").Select(f => (string?)f.Parent!.Attribute("name")));
        Assert.All(suite.Elements("testcase"), c => Assert.Equal("quickstart-violated", (string?)c.Attribute("classname")));
    }

    private ToolOutput Run(params string[] args) => ToolProcess.Run(args, _folder.Path);
}
