namespace MixPolicy.MSBuild.Tests;

/// <summary>In a task host, as MSBuild.exe and Visual Studio run the task: a process of its own, with another engine behind it.</summary>
public sealed class OutOfProcessTests
{
    private static readonly Dictionary<string, string> TaskHost = new() { ["MSBUILDFORCEALLTASKSOUTOFPROC"] = "1" };

    [Fact]
    public void Build_InATaskHost_ComesToTheSameAndFailsTheSame()
    {
        using var scenario = new Scenario("Console");
        var build = scenario.Dotnet(TaskHost, "build").Succeeds();
        Assert.Equal(["mixpolicy: policy.yaml: satisfied: 2 limits hold (0 errors, 0 violations, 0 warnings); 400 tokens in 40 records, budget all"], build.Runs);
        Assert.Equal(["small/lineage.json", "small/manifest.parquet"], scenario.Files("bin/Debug/net10.0/mixpolicy"));
        scenario.Edit("policy.yaml", "min_fraction: 0.5, warn_below: 0.6", "min_fraction: 0.9");
        var failed = scenario.Dotnet(TaskHost, "build", "-t:MixPolicyBuild").Fails();
        Assert.Contains(failed.Findings, f => f.StartsWith("policy.yaml(11,26,11,29): error MIX0303: ", StringComparison.Ordinal));
        scenario.Dotnet(TaskHost, "clean").Succeeds();
        Assert.Empty(scenario.Files("obj/mix"));
    }
}
