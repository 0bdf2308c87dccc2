namespace MixPolicy.MSBuild.Tests;

public sealed class CleanTests
{
    [Theory]
    [InlineData("TwoFrameworks", "obj/mix")]
    [InlineData("Console", "kept/here")]
    public void Clean_AfterBuilds_RemovesWhatTheyMadeAndNothingElse(string name, string folder)
    {
        using var scenario = new Scenario(name);
        var outputs = folder == "obj/mix" ? "obj/mix/small" : folder;
        string[] options = folder == "obj/mix" ? [] : [$"-p:MixPolicyOutDir={folder}"];
        scenario.Dotnet(["build", "-p:MixPolicySarif=true", .. options]).Succeeds();
        scenario.Edit("policy.yaml", "min_fraction: 0.5, warn_below: 0.6", "min_fraction: 0.9");
        scenario.Gate(["-p:MixPolicySarif=true", .. options]).Fails();
        scenario.Write(outputs + "/mine.txt", "the user's");
        scenario.Dotnet("clean").Succeeds();
        Assert.Equal(["mine.txt"], scenario.Files(outputs));
        Assert.DoesNotContain(scenario.Files("obj"), f => f.Contains(".mixpolicy", StringComparison.Ordinal) || f.EndsWith(".sarif", StringComparison.Ordinal) || f.EndsWith(".seal", StringComparison.Ordinal));
        Assert.Empty(scenario.Files("bin/Debug/net10.0/mixpolicy"));
        Assert.True(File.Exists(scenario["data/notes.jsonl"]));
        scenario.Dotnet("clean").Succeeds();
    }

    [Fact]
    public void Clean_NothingElseThere_LeavesNoFolder()
    {
        using var scenario = new Scenario("Console");
        scenario.Dotnet("build").Succeeds();
        scenario.Dotnet("clean").Succeeds();
        Assert.False(Directory.Exists(scenario["obj/mix"]));
    }

    [Fact]
    public void Clean_AfterAPolicyWentAway_RemovesItsOutputsToo()
    {
        using var scenario = new Scenario("Console");
        scenario.Dotnet("build").Succeeds();
        scenario.Edit("policy.yaml", "name: small", "name: renamed");
        scenario.Dotnet("build").Succeeds();
        Assert.Contains("small/manifest.parquet", scenario.Files("obj/mix"));
        scenario.Dotnet("clean").Succeeds();
        Assert.Empty(scenario.Files("obj/mix"));
    }
}
