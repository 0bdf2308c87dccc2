using MixPolicy.Tool.Tests;

namespace MixPolicy.MSBuild.Tests;

/// <summary>The example of the repository does what its README says, with the package under test.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly Scenario _scenario = new("Console");

    public ExampleTests()
    {
        Quickstart.CopyTo(_scenario.Folder);
        var example = Path.Combine(Quickstart.Repository, "examples", "msbuild");
        foreach (var file in Directory.EnumerateFiles(example)) _scenario.Write(Path.Combine("examples", "msbuild", Path.GetFileName(file)), File.ReadAllText(file));
        File.Copy(_scenario["nuget.config"], _scenario["examples/msbuild/nuget.config"], overwrite: true);
        _scenario.Edit("examples/msbuild/App.csproj", "\"0.1.0\"", "\"0.1.0-test\"");
    }

    public void Dispose() => _scenario.Dispose();

    [Fact]
    public void Example_AsItIs_PrintsWhatItTrainsOn()
    {
        var build = _scenario.Dotnet("build", "examples/msbuild").Succeeds();
        var run = _scenario.Dotnet("run", "--no-build", "--project", "examples/msbuild").Succeeds();
        Assert.Contains("policy.yaml: 8 limits judged, manifest in manifest.parquet", build.Lines);
        Assert.Contains("policy    gated, satisfied", run.Lines);
        Assert.Contains("mix       599985 tokens in 5374 records", run.Lines);
        Assert.Contains(run.Lines, l => l.StartsWith("manifest  manifest.parquet, sha256 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Example_WithTheLimitThatItsReadmeTries_FailsAtTheLine()
    {
        _scenario.Edit("examples/msbuild/policy.yaml", "min_fraction: 0.30", "min_fraction: 0.95");
        Assert.Contains(_scenario.Gate("examples/msbuild").Fails().Findings, f => f.StartsWith("policy.yaml(30,32,30,36): error MIX0302: ", StringComparison.Ordinal));
    }
}
