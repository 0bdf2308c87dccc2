using System.Text.Json;

namespace MixPolicy.MSBuild.Tests;

/// <summary>Our codes obey the switches that users know from the compiler's.</summary>
public sealed class DiagnosticsTests
{
    [Theory]
    [InlineData("-p:TreatWarningsAsErrors=true", "error")]
    [InlineData("-p:MSBuildTreatWarningsAsErrors=true", "error")]
    [InlineData("-warnaserror", "error")]
    [InlineData("-p:WarningsAsErrors=MIX0303", "error")]
    [InlineData("-p:WarningsAsErrors=MIX0304", "warning")]
    [InlineData("-p:NoWarn=MIX0303", null)]
    [InlineData("-p:TreatWarningsAsErrors=true;NoWarn=MIX0303", null)]
    [InlineData("-p:TreatWarningsAsErrors=true;WarningsNotAsErrors=MIX0303", "warning")]
    [InlineData("-nowarn:MIX0303", null)]
    [InlineData("-p:TreatWarningsAsErrors=false", "warning")]
    public void Warning_UnderAUsersSwitch_WeighsWhatItSays(string option, string? weighs)
    {
        // Of several target frameworks, because there the SDK maps none of these properties.
        using var scenario = new Scenario("TwoFrameworks");
        scenario.Edit("policy.yaml", "warn_below: 0.6", "warn_below: 0.8");
        var build = scenario.Gate(option);
        Assert.Equal(weighs == "error" ? 1 : 0, build.ExitCode);
        var finding = build.Findings.Where(f => f.Contains("MIX0303", StringComparison.Ordinal)).ToList();
        if (weighs is null) Assert.Empty(finding);
        else Assert.Contains($": {weighs} MIX0303: ", Assert.Single(finding), StringComparison.Ordinal);
    }

    [Fact]
    public void Warning_OfOneFrameworkUnderTreatWarningsAsErrors_IsAnError()
    {
        using var scenario = new Scenario("Console");
        scenario.Edit("policy.yaml", "warn_below: 0.6", "warn_below: 0.8");
        Assert.Contains(scenario.Gate("-p:TreatWarningsAsErrors=true").Fails().Findings, f => f.Contains("error MIX0303", StringComparison.Ordinal));
    }

    [Fact]
    public void Finding_InTheLog_HasItsPlaceToTheEnd()
    {
        using var scenario = new Scenario("Console");
        scenario.Edit("policy.yaml", "min_fraction: 0.5, warn_below: 0.6", "min_fraction: 0.9");
        var build = scenario.Gate().Fails();
        Assert.Contains(build.Findings, f => f.StartsWith("policy.yaml(11,26,11,29): error MIX0303: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Finding_InASourceOfAPolicyElsewhere_NamesTheFileFromTheProject()
    {
        using var scenario = new Scenario("Shared");
        File.AppendAllText(scenario["data/notes.jsonl"], "{\"id\":\n");
        Assert.Contains(scenario.Gate("First").Fails().Findings, f => f.StartsWith("../data/notes.jsonl(41", StringComparison.Ordinal) && f.Contains("error MIX0203", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("true", "obj/mix/policy.sarif")]
    [InlineData("logs/mix.sarif", "logs/mix.sarif")]
    public void Sarif_Asked_IsWrittenWithTheFindingAlsoOnFailure(string asked, string file)
    {
        using var scenario = new Scenario("Console");
        scenario.Edit("policy.yaml", "min_fraction: 0.5, warn_below: 0.6", "min_fraction: 0.9");
        scenario.Gate($"-p:MixPolicySarif={asked}").Fails();
        using var sarif = JsonDocument.Parse(File.ReadAllBytes(scenario[file]));
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results");
        Assert.Contains(results.EnumerateArray(), r => r.GetProperty("ruleId").GetString() == "MIX0303");
    }

    [Fact]
    public void Sarif_ProjectBelowTheTopOfTheRepository_NamesFilesFromThere()
    {
        using var scenario = new Scenario("Shared");
        scenario.Write(".git/HEAD", "ref: refs/heads/main\n");
        File.Move(scenario["policy.yaml"], scenario["First/policy.yaml"]);
        scenario.Edit("First/First.csproj", "../policy.yaml", "policy.yaml");
        Directory.Move(scenario["data"], scenario["First/data"]);
        scenario.Edit("First/policy.yaml", "min_fraction: 0.5, warn_below: 0.6", "min_fraction: 0.9");
        scenario.Gate("First", "-p:MixPolicySarif=all.sarif").Fails();
        using var sarif = JsonDocument.Parse(File.ReadAllBytes(scenario["First/all.sarif"]));
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results");
        Assert.All(results.EnumerateArray(), r => Assert.Equal(
            "First/policy.yaml", r.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()));
    }
}
