namespace MixPolicy.MSBuild.Tests;

public sealed class BuildTests
{
    [Fact]
    public void Build_SatisfiedPolicy_SucceedsAndMakesWhatTheToolMakes()
    {
        using var scenario = new Scenario("Console");
        var build = scenario.Dotnet("build").Succeeds();
        Assert.Equal(["mixpolicy: policy.yaml: satisfied: 2 limits hold (0 errors, 0 violations, 0 warnings); 400 tokens in 40 records, budget all"], build.Runs);
        scenario.Tool("build", "policy.yaml", "--out", "tools").Succeeds();
        foreach (var name in new[] { "manifest.parquet", "lineage.json", "ledger.bin", "statement.json", "ledger.checkpoint" })
        {
            Assert.Equal(File.ReadAllBytes(scenario["tools/" + name]), File.ReadAllBytes(scenario["obj/mix/small/" + name]));
        }
    }

    [Fact]
    public void Build_ViolatedPolicy_FailsAtTheLimitInTheToolsWordsAndLeavesTheLastGoodManifest()
    {
        using var scenario = new Scenario("Console");
        scenario.Dotnet("build").Succeeds();
        var good = File.ReadAllBytes(scenario["obj/mix/small/manifest.parquet"]);
        scenario.Edit("policy.yaml", "min_fraction: 0.5, warn_below: 0.6", "min_fraction: 0.9");
        var build = scenario.Dotnet("build").Fails();
        var tools = scenario.Tool("build", "policy.yaml", "--format", "msbuild").Lines.Where(l => l.Contains(": error ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(tools);
        Assert.All(tools, line => Assert.Contains(WithEnd(line), build.Findings.Select(f => WithEnd(WithoutProject(f)))));
        Assert.Contains(build.Findings, f => f.StartsWith("policy.yaml(11,", StringComparison.Ordinal) || f.Contains("/policy.yaml(11,", StringComparison.Ordinal));
        Assert.Equal(good, File.ReadAllBytes(scenario["obj/mix/small/manifest.parquet"]));
        Assert.True(File.Exists(scenario["obj/mix/small/violations.json"]));
        Assert.DoesNotContain("App.dll", build.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_PolicyThatIsNotThere_Fails()
    {
        using var scenario = new Scenario("Console");
        File.Delete(scenario["policy.yaml"]);
        Assert.Contains(scenario.Dotnet("build").Fails().Findings, f => f.Contains("error MIX0100", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_ViolationsAsWarnings_SucceedsWithoutAManifest()
    {
        using var scenario = new Scenario("Console");
        scenario.Dotnet("build").Succeeds();
        Assert.Equal(["small/lineage.json", "small/manifest.parquet"], scenario.Files("bin/Debug/net10.0/mixpolicy"));
        scenario.Edit("policy.yaml", "min_fraction: 0.5, warn_below: 0.6", "min_fraction: 0.9");
        var build = scenario.Dotnet("build", "-p:MixPolicyViolationsAsWarnings=true").Succeeds();
        Assert.Contains(build.Findings, f => f.Contains("warning MIX0303", StringComparison.Ordinal));
        Assert.Empty(scenario.Files("bin/Debug/net10.0/mixpolicy"));
    }

    [Fact]
    public void Build_Disabled_EvaluatesNothingAndSaysSo()
    {
        using var scenario = new Scenario("Console");
        var build = scenario.Dotnet("build", "-p:MixPolicyEnabled=false").Succeeds();
        Assert.Equal(["mixpolicy: MixPolicyEnabled is 'false': no policy was evaluated"], build.Runs);
        Assert.Empty(scenario.Files("obj/mix"));
    }

    [Fact]
    public void Build_NoPolicyNamed_WarnsThatNothingIsEvaluated()
    {
        using var scenario = new Scenario("Console");
        scenario.Edit("App.csproj", "<MixPolicy Include", "<MixPolicies Include");
        var build = scenario.Dotnet("build").Succeeds();
        Assert.Contains(build.Findings, f => f.Contains("warning MIX0906", StringComparison.Ordinal));
        Assert.Empty(build.Runs);
    }

    [Fact]
    public void Build_DesignTime_DoesNothing()
    {
        using var scenario = new Scenario("Console");
        scenario.Dotnet("restore").Succeeds();
        Assert.Empty(scenario.Dotnet("build", "--no-restore", "-p:DesignTimeBuild=true").Succeeds().Runs);
        Assert.Empty(scenario.Files("obj/mix"));
    }

    [Fact]
    public void Build_LaterTarget_SeesManifestLineageAndHowManyRulesWereEvaluated()
    {
        using var scenario = new Scenario("Console");
        scenario.Edit("App.csproj", "</Project>", """
              <Target Name="Prove" AfterTargets="MixPolicyBuild">
                <Message Importance="high" Text="rules: $(MixPolicyRulesEvaluated)" />
                <Message Importance="high" Text="manifest: @(MixPolicyManifest->'%(PolicyName) %(Outcome) %(Filename)%(Extension)')" />
                <Message Importance="high" Text="lineage: @(MixPolicyLineage->'%(RulesEvaluated) %(Filename)%(Extension)')" />
              </Target>
            </Project>
            """);
        var build = scenario.Dotnet("build").Succeeds();
        Assert.Contains("rules: 2", build.Lines);
        Assert.Contains("manifest: small satisfied manifest.parquet", build.Lines);
        Assert.Contains("lineage: 2 lineage.json", build.Lines);
    }

    [Fact]
    public void Build_MetadataOfItems_AreObeyed()
    {
        using var scenario = new Scenario("Console");
        scenario.Edit("App.csproj", "<MixPolicy Include=\"policy.yaml\" />", "<MixPolicy Include=\"policy.yaml\" OutDir=\"kept\" AsOf=\"2026-02-03\" Format=\"json;junit\" Carry=\"false\" />");
        scenario.Dotnet("build").Succeeds();
        Assert.Contains("2026-02-03", File.ReadAllText(scenario["kept/lineage.json"]), StringComparison.Ordinal);
        Assert.Equal(["policy.json", "policy.junit.xml"], scenario.Files("obj/mix"));
        Assert.Empty(scenario.Files("bin/Debug/net10.0/mixpolicy"));
        scenario.Gate("-p:MixPolicyLocked=true").Succeeds();
        scenario.Write("data/more.jsonl", Scenario.Records(1, 0, "more"));
        Assert.Contains(scenario.Gate("-p:MixPolicyLocked=true").Fails().Findings, f => f.Contains("error MIX0404", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Locked=\"treu\"", "Locked is 'treu': give true or false")]
    [InlineData("OutDri=\"x\"", "a policy has no metadata 'OutDri'; did you mean 'OutDir'?")]
    [InlineData("AsOf=\"1.2.2026\"", "AsOf is '1.2.2026': give a day as YYYY-MM-DD")]
    [InlineData("Format=\"html\"", "there is no format 'html'")]
    public void Build_MetadataThatCannotBeUnderstood_Fails(string metadata, string said)
    {
        using var scenario = new Scenario("Console");
        scenario.Edit("App.csproj", "\"policy.yaml\" />", $"\"policy.yaml\" {metadata} />");
        var build = scenario.Gate().Fails();
        Assert.Contains(build.Findings, f => f.Contains("error MIX0902", StringComparison.Ordinal) && f.Contains(said, StringComparison.Ordinal));
        Assert.Empty(scenario.Files("obj/mix"));
    }

    [Fact]
    public void Build_TwoPoliciesIntoOneFolder_FailsAndKeepsTheFirst()
    {
        using var scenario = new Scenario("Console");
        File.Copy(scenario["policy.yaml"], scenario["other.yaml"]);
        scenario.Edit("App.csproj", "<MixPolicy Include=\"policy.yaml\" />", "<MixPolicy Include=\"policy.yaml;other.yaml\" />");
        var build = scenario.Gate().Fails();
        Assert.Contains(build.Findings, f => f.Contains("error MIX0905", StringComparison.Ordinal));
        scenario.Edit("other.yaml", "name: small", "name: other");
        Assert.Equal(2, scenario.Dotnet("build").Succeeds().Runs.Count);
        Assert.Equal(["other/lineage.json", "other/manifest.parquet", "small/lineage.json", "small/manifest.parquet"], scenario.Files("bin/Debug/net10.0/mixpolicy"));
    }

    [Theory]
    [InlineData("policy.yaml\" Condition=\"'$(TargetFramework)' == 'net10.0'", "-f", "net10.0")]
    [InlineData("policy.yaml\" Condition=\"'$(RuntimeIdentifier)' == 'linux-x64'", "-r", "linux-x64")]
    public void Build_PolicyOfOneFrameworkOrRuntimeOnly_FailsBecauseNobodyEvaluatedIt(string item, params string[] options)
    {
        using var scenario = new Scenario("TwoFrameworks");
        scenario.Edit("Library.csproj", "policy.yaml", item);
        var build = scenario.Dotnet(["build", .. options]).Fails();
        Assert.Contains(build.Findings, f => f.Contains("error MIX0907", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_EnabledByNoSuchWord_Fails()
    {
        using var scenario = new Scenario("Console");
        Assert.Contains(scenario.Dotnet("build", "-p:MixPolicyEnabled=ture").Fails().Findings, f => f.Contains("error MIX0902: MixPolicyEnabled is 'ture'", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_CompileAlone_IsGatedToo()
    {
        using var scenario = new Scenario("Console");
        scenario.Edit("policy.yaml", "min_fraction: 0.5, warn_below: 0.6", "min_fraction: 0.9");
        Assert.Contains(scenario.Dotnet("build", "-t:Compile").Fails().Findings, f => f.Contains("error MIX0303", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_MsBuildBefore18_FailsBeforeAnythingIsLoaded()
    {
        using var scenario = new Scenario("Console");
        var build = scenario.Gate("-p:_MixPolicyHost=17.14.10").Fails();
        Assert.Contains(build.Findings, f => f.Contains("error MIX0901: MixPolicy.MSBuild needs MSBuild 18.0 or later, and this is 17.14.10", StringComparison.Ordinal));
        Assert.Empty(build.Runs);
    }

    private static string WithoutProject(string finding) => finding[..finding.LastIndexOf(" [", StringComparison.Ordinal)];

    /// <summary>From the code on: MSBuild writes the end of a place, and the folder of the project.</summary>
    private static string WithEnd(string finding) => finding[finding.IndexOf(": error ", StringComparison.Ordinal)..];
}
