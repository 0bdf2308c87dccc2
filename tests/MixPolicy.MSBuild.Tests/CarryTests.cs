namespace MixPolicy.MSBuild.Tests;

public sealed class CarryTests
{
    [Fact]
    public void Manifest_Rebuilt_ReplacesTheOneInBinWhateverTheTimes()
    {
        using var scenario = new Scenario("Console");
        scenario.Dotnet("build").Succeeds();
        scenario.Write("data/more.jsonl", Scenario.Records(2, 0, "more"));
        File.SetLastWriteTimeUtc(scenario["bin/Debug/net10.0/mixpolicy/small/manifest.parquet"], DateTime.UtcNow.AddDays(3));
        scenario.Dotnet("build").Succeeds();
        Assert.Equal(File.ReadAllBytes(scenario["obj/mix/small/manifest.parquet"]), File.ReadAllBytes(scenario["bin/Debug/net10.0/mixpolicy/small/manifest.parquet"]));
    }

    [Fact]
    public void Audit_OfOutputsThatStand_BuildsNothingAndCarriesThem()
    {
        using var scenario = new Scenario("Console");
        scenario.Edit("App.csproj", "\"policy.yaml\" />", "\"policy.yaml\" OutDir=\"evidence\" />");
        scenario.Tool("build", "policy.yaml", "--out", "evidence").Succeeds();
        Directory.Delete(scenario["evidence/.mixpolicy"], recursive: true);
        var before = scenario.Files("evidence");
        var build = scenario.Dotnet("build", "-p:MixPolicyAudit=true").Succeeds();
        Assert.StartsWith("mixpolicy: policy.yaml: audit: satisfied", Assert.Single(build.Runs), StringComparison.Ordinal);
        Assert.Equal(before, scenario.Files("evidence"));
        Assert.Empty(scenario.Files("obj/mix"));
        Assert.Equal(["small/lineage.json", "small/manifest.parquet"], scenario.Files("bin/Debug/net10.0/mixpolicy"));
        scenario.Dotnet("clean").Succeeds();
        Assert.Equal(before, scenario.Files("evidence"));
    }

    [Fact]
    public void Audit_OfAnAlteredManifest_Fails()
    {
        using var scenario = new Scenario("Console");
        scenario.Dotnet("build").Succeeds();
        using (var manifest = new FileStream(scenario["obj/mix/small/manifest.parquet"], FileMode.Open))
        {
            manifest.Position = manifest.Length / 2;
            var one = manifest.ReadByte();
            manifest.Position--;
            manifest.WriteByte((byte)(one ^ 1));
        }

        Assert.Contains(scenario.Gate("-p:MixPolicyAudit=true").Fails().Findings, f => f.Contains("error MIX0509", StringComparison.Ordinal));
    }

    [Fact]
    public void Audit_OfNothing_Fails()
    {
        using var scenario = new Scenario("Console");
        Assert.Contains(scenario.Gate("-p:MixPolicyAudit=true").Fails().Findings, f => f.Contains("error MIX0502", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_WithAKey_IsSignedAndAuditedWithIt()
    {
        using var scenario = new Scenario("Console");
        scenario.Tool("keygen", "--out", "team").Succeeds();
        scenario.Gate("-p:MixPolicySignKey=team.key.pem").Succeeds();
        Assert.Contains("mixpolicy.sig", scenario.Files("obj/mix/small"));
        Assert.StartsWith("mixpolicy: policy.yaml: audit: satisfied", Assert.Single(scenario.Gate("-p:MixPolicyAudit=true;MixPolicyKey=team.pub.pem").Succeeds().Runs), StringComparison.Ordinal);
        scenario.Tool("keygen", "--out", "other").Succeeds();
        Assert.Contains(scenario.Gate("-p:MixPolicyAudit=true;MixPolicyKey=other.pub.pem").Fails().Findings, f => f.Contains("error MIX0504", StringComparison.Ordinal));
    }
}
