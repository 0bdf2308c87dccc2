using System.Text.Encodings.Web;
using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.Tests.Reporting;

/// <summary>What code scanning reads.</summary>
public sealed class SarifReportTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Render_Violated_IsTheGoldenFile() => Golden.Match(WithoutPages(Results.Violated));

    [Fact]
    public void Render_Waived_IsTheGoldenFile() => Golden.Match(WithoutPages(Results.Waived));

    [Fact]
    public void Render_NotEvaluated_IsTheGoldenFile() => Golden.Match(WithoutPages(Results.NotEvaluated));

    [Fact]
    public void Render_NothingFound_IsARunWithoutResults()
    {
        using var report = JsonDocument.Parse(Results.Render("sarif", Results.Empty));
        var run = report.RootElement.GetProperty("runs")[0];

        Assert.Equal(0, run.GetProperty("results").GetArrayLength());
        Assert.Equal("mixpolicy/", run.GetProperty("automationDetails").GetProperty("id").GetString());
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
    }

    [Fact]
    public void Render_LongMessage_IsCutWithASignAndIsWholeElsewhere()
    {
        // The limit falls into a surrogate pair.
        var message = new string('x', 1017) + "\U0001F600" + new string('y', 100);
        var result = Only(new("MIX0203", Severity.Error, new Place("a"), message));
        var text = result.GetProperty("message").GetProperty("text").GetString()!;

        Assert.Equal(new string('x', 1017) + " [cut]", text);
        Assert.Equal(message, result.GetProperty("properties").GetProperty("whole").GetString());
    }

    [Fact]
    public void Render_MessageAtTheLimit_IsNotCut()
    {
        var message = new string('x', 1024);
        Assert.Equal(message, Only(new("MIX0203", Severity.Error, new Place("a"), message)).GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void Render_LinkAndPlaceholderInAMessage_AreNone() => Assert.Equal(
        "[id] (https://example.org) { 0} \\u202e",
        Only(new("MIX0203", Severity.Error, new Place("a"), "[id](https://example.org) {0} \u202e")).GetProperty("message").GetProperty("text").GetString());

    [Fact]
    public void Render_MoreThanGitHubTakes_KeepsTheWorstAndSaysSo()
    {
        var warnings = Enumerable.Range(1, 25_001).Select(i => new Diagnostic("MIX0208", Severity.Warning, new Place("a", i), "m"));
        var many = Results.Empty with { Outcome = BuildOutcome.NotEvaluated, Diagnostics = [.. warnings, new("MIX0203", Severity.Error, new Place("z"), new string('x', 2000))] };
        using var report = JsonDocument.Parse(Results.Render("sarif", many));
        var run = report.RootElement.GetProperty("runs")[0];
        var last = run.GetProperty("results")[24_999];
        const string Sign = "2 more findings are not here, because GitHub takes 25,000; --format json has them all";

        Assert.Equal(25_000, run.GetProperty("results").GetArrayLength());
        Assert.Equal("MIX0203", last.GetProperty("ruleId").GetString());
        Assert.EndsWith($"x [cut] [{Sign}]", last.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(1024, last.GetProperty("message").GetProperty("text").GetString()!.Length);
        Assert.Equal(Sign, run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications")[0].GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void Fingerprint_LimitThatMovedAndWasMeasuredAgain_IsTheSame()
    {
        var before = new Diagnostic("MIX0302", Severity.Violation, new Place("p.yaml", 12, 5), "0.24") { Limit = "rules.fresh_human.min_fraction" };
        var after = before with { Severity = Severity.Warning, Place = new Place("./p.yaml", 40, 2), Message = "0.31" };

        Assert.Equal(Fingerprint(before), Fingerprint(after));
        Assert.NotEqual(Fingerprint(before), Fingerprint(before with { Subject = "web" }));
        Assert.NotEqual(Fingerprint(before), Fingerprint(before with { Code = "MIX0303" }));
        Assert.NotEqual(Fingerprint(before), Fingerprint(before with { Place = new Place("q.yaml", 12, 5) }));
    }

    [Fact]
    public void Fingerprint_SameFindingTwice_IsCounted()
    {
        var one = new Diagnostic("MIX0203", Severity.Error, new Place("a.jsonl", 7), "m");
        using var report = JsonDocument.Parse(Results.Render("sarif", Results.Empty with { Diagnostics = [one, one, one with { Place = new Place("a.jsonl", 8) }] }));
        var prints = report.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(Fingerprint).ToList();

        Assert.Equal([prints[0][..64] + ":1", prints[0][..64] + ":2"], prints[..2]);
        Assert.NotEqual(prints[0][..64], prints[2][..64]);
    }

    [Theory]
    [InlineData("data/ä b#c?d%.jsonl", "data/%C3%A4%20b%23c%3Fd%25.jsonl")]
    [InlineData("./policy.yaml", "policy.yaml")]
    [InlineData("a//b/../c/./d.yaml", "a/c/d.yaml")]
    [InlineData("../../p.yaml", "../../p.yaml")]
    [InlineData("mailto:a", "mailto%3Aa")]
    [InlineData("a\\b", "a%5Cb")]
    [InlineData("/data/mix 1/p.yaml", "file:///data/mix%201/p.yaml")]
    [InlineData("/../p.yaml", "file:///p.yaml")]
    [InlineData("C:\\mix\\p.yaml", "file:///C:/mix/p.yaml")]
    [InlineData("a/..", ".")]
    public void Uri_OfAPath_IsAReference(string path, string expected) => Assert.Equal(expected, SarifUri.Of(path));

    /// <summary>Pages have tests of their own, and change: each stands in the golden files as the first line that it has, and <c>...</c>.</summary>
    private static string WithoutPages(BuildResult result)
    {
        var text = Results.Render("sarif", result);
        foreach (var code in result.Diagnostics.Select(d => d.Code).Distinct())
        {
            var page = Catalogue.Page(code)!;
            var inJson = JsonSerializer.Serialize(page, Relaxed)[1..^1];
            Assert.Equal(3, text.Split(inJson).Length);
            text = text.Replace(inJson, page.Split('\n')[0] + "...", StringComparison.Ordinal);
        }

        return text;
    }

    private static string Fingerprint(Diagnostic finding) => Fingerprint(Only(finding));

    private static string Fingerprint(JsonElement result) => result.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString()!;

    private static JsonElement Only(Diagnostic finding)
    {
        using var report = JsonDocument.Parse(Results.Render("sarif", Results.Empty with { Diagnostics = [finding] }));
        return report.RootElement.GetProperty("runs")[0].GetProperty("results")[0].Clone();
    }
}
