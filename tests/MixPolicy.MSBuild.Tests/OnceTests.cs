namespace MixPolicy.MSBuild.Tests;

/// <summary>A project's policy is evaluated once in a build, whatever way the build takes.</summary>
public sealed class OnceTests
{
    private static readonly string[] Evidence = ["small/lineage.json", "small/manifest.parquet"];

    [Theory]
    [InlineData("build", "-m:4")]
    [InlineData("build", "-mt")]
    [InlineData("build", "-graph", "-isolate:true")]
    [InlineData("build", "-t:Rebuild")]
    [InlineData("build", "-graph", "-t:Rebuild")]
    [InlineData("pack")]
    public void TwoFrameworks_AnyBuild_EvaluateOnceAndCarryIntoBoth(params string[] args)
    {
        using var scenario = new Scenario("TwoFrameworks");
        if (args.Contains("-isolate:true")) scenario.Dotnet("restore").Succeeds();
        var build = scenario.Dotnet([.. args, .. args.Contains("-isolate:true") ? ["--no-restore"] : Array.Empty<string>()]).Succeeds();
        Assert.Single(build.Runs);
        var configuration = args[0] == "pack" ? "Release" : "Debug";
        Assert.Equal(Evidence, scenario.Files($"bin/{configuration}/net10.0/mixpolicy"));
        Assert.Equal(Evidence, scenario.Files($"bin/{configuration}/net10.0-windows/mixpolicy"));
        Assert.Contains("manifest.parquet", scenario.Files("obj/mix/small"));
    }

    [Theory]
    [InlineData("build", "App", "-m:4")]
    [InlineData("build", "App", "-graph")]
    [InlineData("publish", "App")]
    public void Reference_BuiltThroughAnother_EvaluatesOnceAndReachesTheApplication(params string[] args)
    {
        using var scenario = new Scenario("Reference");
        Assert.Single(scenario.Dotnet(args).Succeeds().Runs);
        var bin = args[0] == "publish" ? "App/bin/Release/net10.0/publish" : "App/bin/Debug/net10.0";
        Assert.Equal(Evidence, scenario.Files(bin + "/mixpolicy"));
    }

    [Fact]
    public void Reference_ViolatedInTheLibrary_FailsTheApplication()
    {
        using var scenario = new Scenario("Reference");
        scenario.Edit("Library/policy.yaml", "min_fraction: 0.5, warn_below: 0.6", "min_fraction: 0.9");
        var build = scenario.Dotnet("build", "App").Fails();
        Assert.Single(build.Findings, f => f.Contains("MIX0303", StringComparison.Ordinal));
        Assert.DoesNotContain("App.dll", build.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_NoDependenciesAsked_EvaluatesNothing()
    {
        using var scenario = new Scenario("Reference");
        scenario.Dotnet("build", "App").Succeeds();
        Assert.Empty(scenario.Dotnet("build", "App", "--no-dependencies").Succeeds().Runs);
        Assert.Equal(Evidence, scenario.Files("App/bin/Debug/net10.0/mixpolicy"));
    }

    [Theory]
    [InlineData("-m:4")]
    [InlineData("-m:4", "-mt")]
    public void Shared_OnePolicyOfSeveralProjects_IsBuiltOnce(params string[] args)
    {
        using var scenario = new Scenario("Shared");
        WriteSolution(scenario);
        var build = scenario.Dotnet(["build", "Both.proj", .. args]).Succeeds();
        Assert.Equal(2, build.Runs.Count);
        Assert.Single(build.Runs, r => !r.EndsWith("; nothing has changed since the last build", StringComparison.Ordinal));
        foreach (var project in new[] { "First", "Second" }) Assert.Equal(Evidence, scenario.Files($"{project}/bin/Debug/net10.0/mixpolicy"));
        Assert.Contains("manifest.parquet", scenario.Files("out/small"));
    }

    [Fact]
    public void Shared_CleanOfOne_LeavesTheOthersOutputs()
    {
        using var scenario = new Scenario("Shared");
        WriteSolution(scenario);
        scenario.Dotnet("build", "Both.proj").Succeeds();
        scenario.Dotnet("clean", "First").Succeeds();
        Assert.Contains("manifest.parquet", scenario.Files("out/small"));
        scenario.Dotnet("clean", "Second").Succeeds();
        Assert.Empty(scenario.Files("out"));
        Assert.Equal(2, scenario.Dotnet("build", "Both.proj", "-t:Rebuild", "-m:4").Succeeds().Runs.Count);
        Assert.Contains("manifest.parquet", scenario.Files("out/small"));
    }

    [Fact]
    public void NoBuild_AfterABuild_EvaluatesNothingAndStillCarries()
    {
        using var scenario = new Scenario("Console");
        scenario.Dotnet("build", "-c", "Release").Succeeds();
        Assert.Empty(scenario.Dotnet("publish", "--no-build").Succeeds().Runs);
        Assert.Equal(Evidence, scenario.Files("bin/Release/net10.0/publish/mixpolicy"));
        Assert.Empty(scenario.Dotnet("pack", "--no-build").Succeeds().Runs);
        using var package = System.IO.Compression.ZipFile.OpenRead(Directory.GetFiles(scenario["bin/Release"], "*.nupkg").Single());
        Assert.Equal(["mixpolicy/small/lineage.json", "mixpolicy/small/manifest.parquet"], package.Entries.Select(e => e.FullName).Where(n => n.StartsWith("mixpolicy", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NoBuild_AfterAFailedBuildOrAnEditedManifest_CarriesNothing()
    {
        using var scenario = new Scenario("Console");
        scenario.Dotnet("build", "-c", "Release").Succeeds();
        File.AppendAllText(scenario["obj/mix/small/lineage.json"], " ");
        Assert.Contains(scenario.Dotnet("pack", "--no-build").Fails().Findings, f => f.Contains("error MIX0908", StringComparison.Ordinal));
        scenario.Gate("-p:MixPolicyThreads=0").Fails();
        Assert.Contains(scenario.Dotnet("pack", "--no-build").Succeeds().Findings, f => f.Contains("warning MIX0907", StringComparison.Ordinal));
        using var package = System.IO.Compression.ZipFile.OpenRead(Directory.GetFiles(scenario["bin/Release"], "*.nupkg").Single());
        Assert.DoesNotContain(package.Entries, e => e.FullName.StartsWith("mixpolicy", StringComparison.Ordinal));
    }

    [Fact]
    public void Pack_OneFramework_HoldsEachFileOnce()
    {
        using var scenario = new Scenario("Console");
        Assert.Single(scenario.Dotnet("pack").Succeeds().Runs);
        using var package = System.IO.Compression.ZipFile.OpenRead(Directory.GetFiles(scenario["bin/Release"], "*.nupkg").Single());
        Assert.Equal(["mixpolicy/small/lineage.json", "mixpolicy/small/manifest.parquet"], package.Entries.Select(e => e.FullName).Where(n => n.StartsWith("mixpolicy", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary>Both projects as a solution builds them: at once, with the targets that it is asked for.</summary>
    private static void WriteSolution(Scenario scenario) => scenario.Write("Both.proj", """
        <Project DefaultTargets="Build">
          <ItemGroup><Both Include="First/First.csproj;Second/Second.csproj" /></ItemGroup>
          <Target Name="Restore"><MSBuild Projects="@(Both)" Targets="Restore" Properties="MSBuildRestoreSessionId=1" /></Target>
          <Target Name="Build"><MSBuild Projects="@(Both)" Targets="Build" BuildInParallel="true" /></Target>
          <Target Name="Rebuild"><MSBuild Projects="@(Both)" Targets="Rebuild" BuildInParallel="true" /></Target>
          <Target Name="Clean"><MSBuild Projects="@(Both)" Targets="Clean" BuildInParallel="true" /></Target>
        </Project>
        """);
}
