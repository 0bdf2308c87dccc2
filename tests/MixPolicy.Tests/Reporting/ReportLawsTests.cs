using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.Tests.Reporting;

/// <summary>What holds of the reports for tools, whatever was found.</summary>
public sealed class ReportLawsTests
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Separators as in German and a minus as in Swedish; by themselves, because the tests also run where there is no other culture than the invariant one.
    private static readonly CultureInfo Other = new("")
    {
        NumberFormat = new NumberFormatInfo { NumberGroupSeparator = ".", NumberDecimalSeparator = ",", NegativeSign = "\u2212" },
    };

    private static readonly string[] Levels = ["error", "warning", "note"];

    [Fact]
    public void Sarif_AnyResult_IsWhatGitHubTakes() => AnyResult.All.Sample(result =>
    {
        var text = Results.Render("sarif", result);
        using var report = JsonDocument.Parse(Strict.GetBytes(text));
        var run = report.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()!).ToList();
        var results = run.GetProperty("results").EnumerateArray().ToList();
        var prints = new HashSet<string>();

        Assert.Equal(result.Diagnostics.Select(d => d.Code).Distinct().Order(StringComparer.Ordinal), rules);
        Assert.Equal(result.Diagnostics.Count, results.Count);
        Assert.Equal(result.Outcome != BuildOutcome.NotEvaluated, run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        foreach (var (finding, found) in result.Diagnostics.Zip(results))
        {
            Assert.Equal(finding.Code, rules[found.GetProperty("ruleIndex").GetInt32()]);
            Assert.Equal(finding.Code, found.GetProperty("ruleId").GetString());
            Assert.Contains(found.GetProperty("level").GetString(), Levels);
            Assert.InRange(found.GetProperty("message").GetProperty("text").GetString()!.Length, 1, 1024);
            Assert.Equal(finding.Waiver < result.Summary?.Waivers.Count && finding.Waiver >= 0 ? 1 : 0, found.GetProperty("suppressions").GetArrayLength());
            Assert.True(prints.Add(found.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString()!));
            CheckPlace(found.GetProperty("locations")[0].GetProperty("physicalLocation"));
        }
    });

    [Fact]
    public void Junit_AnyResult_IsXmlThatFailsUnlessSatisfied() => AnyResult.All.Sample(result =>
    {
        var text = Results.Render("junit", result);
        Strict.GetBytes(text);
        var suite = XDocument.Parse(text).Root!.Element("testsuite")!;
        var cases = suite.Elements("testcase").ToList();

        Assert.DoesNotContain('\r', text);
        Assert.NotEmpty(cases);
        Assert.Equal(cases.Count, (int)suite.Attribute("tests")!);
        Assert.Equal(suite.Descendants("failure").Count(), (int)suite.Attribute("failures")!);
        Assert.Equal(suite.Descendants("skipped").Count(), (int)suite.Attribute("skipped")!);
        Assert.Equal(cases.Count, cases.Select(c => (string)c.Attribute("name")!).Distinct().Count());
        if (result.Outcome != BuildOutcome.Satisfied) Assert.NotEmpty(suite.Descendants("failure"));
        if (result.Diagnostics.Any(d => d.Severity >= Severity.Violation)) Assert.NotEmpty(suite.Descendants("failure"));

        // Each finding is told: in a case of its own, or in that of its limit.
        Assert.All(result.Diagnostics, d => Assert.Contains(cases, c => c.Value.Contains($" {d.Code}: {XmlText.Line(d.Message)}", StringComparison.Ordinal)));
    });

    [Theory]
    [InlineData("sarif")]
    [InlineData("junit")]
    public void Render_AnyResultInAnotherCulture_IsTheSameBytes(string format) => AnyResult.All.Sample(result =>
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var expected = Results.Render(format, result);
            CultureInfo.CurrentCulture = Other;
            Assert.Equal(expected, Results.Render(format, result));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    });

    private static void CheckPlace(JsonElement place)
    {
        var uri = place.GetProperty("artifactLocation").GetProperty("uri").GetString()!;
        Assert.True(Uri.IsWellFormedUriString(uri, UriKind.RelativeOrAbsolute), uri);
        Assert.Equal(uri.StartsWith("file:///", StringComparison.Ordinal), Uri.TryCreate(uri, UriKind.Absolute, out _));
        if (!place.TryGetProperty("region", out var region)) return;
        var line = region.GetProperty("startLine").GetInt32();
        var column = region.TryGetProperty("startColumn", out var start) ? start.GetInt32() : 1;
        var endLine = region.TryGetProperty("endLine", out var last) ? last.GetInt32() : line;
        Assert.InRange(line, 1, endLine);
        Assert.True(column >= 1);
        if (region.TryGetProperty("endColumn", out var end)) Assert.True(endLine > line ? end.GetInt32() >= 1 : end.GetInt32() >= column);
    }
}
