using System.Text.Json;
using MixPolicy.Tests;

namespace MixPolicy.Tool.Tests;

/// <summary><c>build</c> of the quickstart and of policies that cannot be built.</summary>
public sealed class BuildTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public BuildTests() => Quickstart.CopyTo(_folder.Path);

    private string Output => Path.Combine(_folder.Path, "out", "quickstart");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Build_Quickstart_WritesAManifestThatDuckDbReadsAndNothingIntoTheExample()
    {
        var example = Path.Combine(_folder.Path, "examples");
        var before = FolderState.Of(example);
        var run = Build("policy.yaml");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Equal(before, FolderState.Of(example));
        Assert.Equal([".mixpolicy", "ledger.bin", "ledger.checkpoint", "lineage.json", "manifest.parquet", "sources.json", "statement.json"], Directory.EnumerateFileSystemEntries(Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var duck = new DuckDb();
        var manifest = DuckDb.Literal(Path.Combine(Output, "manifest.parquet"));
        var text = "read_parquet('" + example + "/quickstart/data/*.parquet')";
        Assert.Equal(
            ["addresses|human", "declarations|human", "synthetic|synthetic"],
            duck.Lines($"SELECT DISTINCT source, origin FROM {manifest} ORDER BY 1, 2"));
        Assert.Equal(599_985, duck.Number($"SELECT sum(tokens * repetitions)::BIGINT FROM {manifest}"));
        Assert.Equal(
            duck.Number($"SELECT count(*) FROM {manifest} WHERE source = 'addresses'"),
            duck.Number($"SELECT count(*) FROM {manifest} m JOIN {text} s ON m.source = 'addresses' AND m.id = s.id AND hex(m.digest) = upper(sha256(s.text))"));
    }

    [Fact]
    public void Build_AgainAndElsewhere_GivesTheSameBytes()
    {
        Build("policy.yaml");
        var first = FolderState.Of(Output);
        var strange = new Dictionary<string, string?> { ["TZ"] = "Asia/Kolkata", ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = "tr_TR.UTF-8" };

        var again = Build("policy.yaml");
        Assert.Equal(first, FolderState.Of(Output));
        foreach (var threads in new[] { "1", "2", "8" })
        {
            Directory.Delete(Output, recursive: true);
            var run = Build("policy.yaml", strange, "--threads", threads);
            Assert.Equal(again, run);
            Assert.Equal(first, FolderState.Of(Output));
        }
    }

    [Fact]
    public void Build_WithoutHardwareIntrinsics_GivesTheSameBytes()
    {
        // Floors, caps and a source that is not asked for bind here, so that the plan takes more than dividing by the targets.
        var policy = File.ReadAllText(Path.Combine(_folder.Path, "examples/quickstart/policy.yaml"));
        var bound = policy.Replace("targets: { addresses: 0.45, declarations: 0.40, synthetic: 0.15 }", "targets: { addresses: 0.2, synthetic: 0.8 }", StringComparison.Ordinal);
        Assert.NotEqual(policy, bound);
        _folder.Write("examples/quickstart/bound.yaml", bound);
        var run = Build("bound.yaml");
        var first = FolderState.Of(Output);
        Directory.Delete(Output, recursive: true);

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Contains("proved in exact arithmetic", run.Stdout, StringComparison.Ordinal);
        Assert.Equal(run, Build("bound.yaml", new Dictionary<string, string?> { ["DOTNET_EnableHWIntrinsic"] = "0" }));
        Assert.Equal(first, FolderState.Of(Output));
    }

    [Fact]
    public void Build_Violated_SaysMeasuredLimitShortfallAndRemedyAndKeepsTheLastManifest()
    {
        Build("policy.yaml");
        var manifest = FolderState.Digest(Path.Combine(Output, "manifest.parquet"));
        var lineage = FolderState.Digest(Path.Combine(Output, "lineage.json"));
        var run = Build("policy-violated.yaml", null, "--out", "out/quickstart");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Stderr);
        Assert.Contains("examples/quickstart/policy-violated.yaml(52,32): error MIX0302: ", run.Stdout, StringComparison.Ordinal);
        Assert.Contains("best reachable 44.93 %", run.Stdout, StringComparison.Ordinal);
        Assert.Contains("at least 60.00 %", run.Stdout, StringComparison.Ordinal);
        Assert.Contains("short by 180,792 tokens", run.Stdout, StringComparison.Ordinal);
        Assert.Contains("\n  remedy: add 180,792 tokens of human text", run.Stdout, StringComparison.Ordinal);
        Assert.EndsWith("\nwrote out/quickstart/violations.json\nviolated: 2 limits\n", run.Stdout, StringComparison.Ordinal);
        Assert.Equal(manifest, FolderState.Digest(Path.Combine(Output, "manifest.parquet")));
        Assert.Equal(lineage, FolderState.Digest(Path.Combine(Output, "lineage.json")));

        Assert.Equal(0, Build("policy.yaml").ExitCode);
        Assert.False(File.Exists(Path.Combine(Output, "violations.json")));
    }

    [Theory]
    [InlineData("policy.yaml", 0, "satisfied")]
    [InlineData("policy-violated.yaml", 1, "violated")]
    [InlineData("none.yaml", 2, "not_evaluated")]
    public void Build_Json_ParsesAndHasTheOutcomeOfTheText(string policy, int exitCode, string outcome)
    {
        var text = Build(policy);
        var run = Build(policy, null, "--format", "json");

        Assert.Equal((exitCode, exitCode, ""), (text.ExitCode, run.ExitCode, run.Stderr));
        using var report = JsonDocument.Parse(run.Stdout);
        Assert.Equal(outcome, report.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(exitCode, report.RootElement.GetProperty("exit_code").GetInt32());
        foreach (var finding in report.RootElement.GetProperty("diagnostics").EnumerateArray())
        {
            Assert.Contains($" {finding.GetProperty("code")}: {finding.GetProperty("message")}\n", text.Stdout, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Build_PolicyThatIsWrong_EndsWithTwoAndMakesNoFolder()
    {
        var policy = File.ReadAllText(Path.Combine(_folder.Path, "examples/quickstart/policy.yaml"));
        _folder.Write("examples/quickstart/wrong.yaml", policy.Replace("min_fraction: 0.30", "min_fractoin: 30", StringComparison.Ordinal));
        var run = Build("wrong.yaml");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error MIX0102: ", run.Stdout, StringComparison.Ordinal);
        Assert.Contains("min_fraction", run.Stdout, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "out")));
    }

    [Fact]
    public void Build_SourceFileThatIsMissing_EndsWithTwoAndKeepsTheOutputs()
    {
        Build("policy.yaml");
        var before = FolderState.Of(Output);
        File.Delete(Path.Combine(_folder.Path, "examples/quickstart/data/synthetic.jsonl"));
        var run = Build("policy.yaml");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error MIX0201: ", run.Stdout, StringComparison.Ordinal);
        Assert.Contains("data/synthetic.jsonl", run.Stdout, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(Output));
    }

    [Theory]
    [InlineData("taken")]
    [InlineData("taken/below")]
    public void Build_OutputFolderThatCannotBe_EndsWithTwo(string folder)
    {
        _folder.Write("taken", "a file");
        var run = Build("policy.yaml", null, "--out", folder);

        Assert.Equal((2, ""), (run.ExitCode, run.Stderr));
        Assert.Contains("error MIX0403: ", run.Stdout, StringComparison.Ordinal);
        Assert.Equal("a file", File.ReadAllText(Path.Combine(_folder.Path, "taken")));
    }

    [UnprivilegedFact]
    public void Build_OutputFolderThatIsReadOnly_EndsWithTwo()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "sealed"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var run = Build("policy.yaml", null, "--out", "sealed");

        Assert.Equal((2, ""), (run.ExitCode, run.Stderr));
        Assert.Contains("error MIX0403: ", run.Stdout, StringComparison.Ordinal);
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void Build_OfWhatInitWrote_IsViolatedUntilTheOriginsAreStated()
    {
        var data = Path.Combine(_folder.Path, "examples/quickstart");
        File.Delete(Path.Combine(data, "policy.yaml"));
        var init = ToolProcess.Run(["init", "examples/quickstart"], _folder.Path);
        var asWritten = Build("policy.yaml");
        var policy = File.ReadAllText(Path.Combine(data, "policy.yaml"));
        File.WriteAllText(Path.Combine(data, "policy.yaml"), policy.Replace("origin: unknown", "origin: human", StringComparison.Ordinal));
        var stated = Build("policy.yaml");

        Assert.Equal((0, 1), (init.ExitCode, asWritten.ExitCode));
        Assert.Contains("MIX0303", asWritten.Stdout, StringComparison.Ordinal);
        Assert.Contains("MIX0305", asWritten.Stdout, StringComparison.Ordinal);
        Assert.True(stated.ExitCode == 0, stated.Stdout);
    }

    private ToolOutput Build(string policy, IReadOnlyDictionary<string, string?>? env = null, params string[] more) =>
        ToolProcess.Run(["build", "examples/quickstart/" + policy, .. more], _folder.Path, env);
}
