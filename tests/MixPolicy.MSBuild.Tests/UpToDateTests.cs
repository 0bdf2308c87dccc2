namespace MixPolicy.MSBuild.Tests;

/// <summary>What is up to date is decided by content: what timestamps miss is noticed, and what is only touched is not built again.</summary>
public sealed class UpToDateTests
{
    private const string Unchanged = "; nothing has changed since the last build";

    [Fact]
    public void Build_NothingChanged_WritesNothingAndSaysItsWarningsAgain()
    {
        using var scenario = new Scenario("Console");
        scenario.Edit("policy.yaml", "warn_below: 0.6", "warn_below: 0.8");
        var first = scenario.Gate().Succeeds();
        Assert.Contains(first.Findings, f => f.Contains("warning MIX0303", StringComparison.Ordinal));
        var written = File.GetLastWriteTimeUtc(scenario["obj/mix/small/manifest.parquet"]);
        var second = scenario.Gate().Succeeds();
        Assert.Equal(first.Findings, second.Findings);
        Assert.EndsWith(Unchanged, Assert.Single(second.Runs), StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(scenario["obj/mix/small/manifest.parquet"]));
    }

    [Fact]
    public void Build_ChangesThatTimesMiss_AreNoticed()
    {
        using var scenario = new Scenario("Console");
        scenario.Gate().Succeeds();
        Notices("a source replaced by an older file of the same length", () =>
        {
            scenario.Write("old.jsonl", File.ReadAllText(scenario["data/notes.jsonl"]).Replace("the text", "The text", StringComparison.Ordinal));
            File.SetLastWriteTimeUtc(scenario["old.jsonl"], File.GetLastWriteTimeUtc(scenario["data/notes.jsonl"]).AddDays(-3));
            File.Move(scenario["old.jsonl"], scenario["data/notes.jsonl"], overwrite: true);
        });
        Notices("a source edited with its length and time kept", () =>
        {
            var time = File.GetLastWriteTimeUtc(scenario["data/notes.jsonl"]);
            scenario.Edit("data/notes.jsonl", "The text of h1\"", "the text of h1\"");
            File.SetLastWriteTimeUtc(scenario["data/notes.jsonl"], time);
        });
        Notices("an old file added", () =>
        {
            scenario.Write("more.jsonl", Scenario.Records(2, 0, "more"));
            File.SetLastWriteTimeUtc(scenario["more.jsonl"], new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
            File.Move(scenario["more.jsonl"], scenario["data/more.jsonl"]);
        });
        Notices("an output deleted", () => File.Delete(scenario["obj/mix/small/lineage.json"]));

        void Notices(string what, Action change)
        {
            Assert.EndsWith(Unchanged, Assert.Single(scenario.Gate().Succeeds().Runs), StringComparison.Ordinal);
            change();
            var run = Assert.Single(scenario.Gate().Succeeds().Runs);
            Assert.False(run.EndsWith(Unchanged, StringComparison.Ordinal), what);
        }
    }

    [Fact]
    public void Build_SourceTouched_IsComparedAndNotBuiltAgain()
    {
        using var scenario = new Scenario("Console");
        scenario.Gate().Succeeds();
        File.SetLastWriteTimeUtc(scenario["data/notes.jsonl"], new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        Assert.EndsWith(Unchanged, Assert.Single(scenario.Gate().Succeeds().Runs), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CI", "true")]
    [InlineData("ContinuousIntegrationBuild", "true")]
    public void Build_OnABuildServer_ReadsEveryFileAndComesToTheSame(string variable, string value)
    {
        using var scenario = new Scenario("Console");
        scenario.Gate().Succeeds();
        var env = new Dictionary<string, string> { [variable] = value };
        Assert.EndsWith(Unchanged, Assert.Single(scenario.Dotnet(env, "build", "-t:MixPolicyBuild").Succeeds().Runs), StringComparison.Ordinal);
        var time = File.GetLastWriteTimeUtc(scenario["data/notes.jsonl"]);
        scenario.Edit("data/notes.jsonl", "the text of h1\"", "The text of h1\"");
        File.SetLastWriteTimeUtc(scenario["data/notes.jsonl"], time);
        Assert.DoesNotContain(Unchanged, Assert.Single(scenario.Dotnet(env, "build", "-t:MixPolicyBuild").Succeeds().Runs), StringComparison.Ordinal);
    }
}
