using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MixPolicy.Tests.Reporting.Exports;

/// <summary>What each export says of one report.</summary>
public sealed class MixExportsTests
{
    public static TheoryData<string> Formats => [.. MixExport.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Render_Sample_IsTheGoldenFile(string format) =>
        Golden.Match(SampleReport.Render(format), test: $"{nameof(Render_Sample_IsTheGoldenFile)}.{format}");

    [Theory]
    [MemberData(nameof(Formats))]
    public void Render_NothingStated_SaysSo(string format)
    {
        var text = Encoding.UTF8.GetString(SampleReport.Render(format, new ExportFacts()));
        Assert.Contains(format is "openlineage" or "cyclonedx" ? "rules" : "not stated", text, StringComparison.Ordinal);
        Assert.Contains("2026-11-01", text, StringComparison.Ordinal);
        foreach (var stated in new[] { "Example Ltd", "example.org/data", "ai-pre-training", "example-model" }) Assert.DoesNotContain(stated, text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Render_AnyForm_CarriesTheSameFigures(string format)
    {
        var report = JsonNode.Parse(SampleReport.Bytes())!;
        var text = Encoding.UTF8.GetString(SampleReport.Render(format));
        Assert.Contains("ledger_root", text, StringComparison.Ordinal);
        var carried = new[]
        {
            report["ledger"]!["root"]!, report["manifest"]!["sha256"]!, report["manifest"]!["root"]!, report["policy"]!["sha256"]!, report["verdict"]!,
        };
        foreach (var value in carried) Assert.Contains(value.GetValue<string>(), text, StringComparison.Ordinal);
        foreach (var file in report["sources"]!.AsArray().SelectMany(s => s!["files"]!.AsArray())) Assert.Contains(file!["sha256"]!.GetValue<string>(), text, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(SampleReport.Bytes())), text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Render_OtherCulture_IsTheSame(string format)
    {
        var expected = SampleReport.Render(format);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NumberDecimalSeparator, other.DateTimeFormat.DateSeparator) = (".", ",", "/");
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, SampleReport.Render(format));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Render_AnyForm_IsPlainUtf8(string format)
    {
        var bytes = SampleReport.Render(format);
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.NotEqual(0xEF, bytes[0]);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        if (format == "eu-summary") return;
        using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
    }

    [Fact]
    public void Render_HostileTag_StartsNothingInMarkdown()
    {
        var lines = Encoding.UTF8.GetString(SampleReport.Render("eu-summary")).Split('\n');
        Assert.Contains(lines, l => l.Contains("&lt;script&gt;alert(1)&lt;/script&gt;\\\\u000a\\# ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("web/\\*ü\\*\\|\\[x\\](y).jsonl", StringComparison.Ordinal));
        Assert.All(lines.Where(l => l.Length > 0), l => Assert.Matches("^(#{1,3} |- \\*\\*|Drawn |Each )", l));
    }

    [Fact]
    public void OpenLineage_Verdicts_AreTestsThatStopOnlyWhatIsViolated()
    {
        using var json = JsonDocument.Parse(SampleReport.Render("openlineage"));
        var tests = json.RootElement.GetProperty("run").GetProperty("facets").GetProperty("test").GetProperty("tests").EnumerateArray()
            .Select(t => $"{t.GetProperty("type").GetString()} {t.GetProperty("status").GetString()} {t.GetProperty("severity").GetString()}");
        Assert.Equal(["MIX0303 fail warn", "MIX0305 fail warn", "MIX0308 pass error", "MIX0328 pass error", "MIX0342 pass warn"], tests);
        Assert.Equal("2026-11-02T12:30:00Z", json.RootElement.GetProperty("eventTime").GetString());
    }

    [Fact]
    public void OpenLineage_RunId_IsTheReports_AndTheBomsNumberTheDocuments()
    {
        string RunId(ExportFacts facts, Action<JsonObject>? change = null) =>
            JsonNode.Parse(SampleReport.Render("openlineage", facts, change))!["run"]!["runId"]!.GetValue<string>();
        string Number(ExportFacts facts) => JsonNode.Parse(SampleReport.Render("cyclonedx", facts))!["serialNumber"]!.GetValue<string>();

        Assert.Equal(RunId(SampleReport.Facts), RunId(new ExportFacts()));
        Assert.NotEqual(RunId(SampleReport.Facts), RunId(SampleReport.Facts, r => r["policy"]!["seed"] = 8));
        Assert.NotEqual(Number(SampleReport.Facts), Number(new ExportFacts()));
        Assert.Equal(Number(SampleReport.Facts), Number(SampleReport.Facts));
    }

    [Theory]
    [InlineData("999999999", "Less than 1 billion tokens")]
    [InlineData("1000000000", "1 billion to 10 trillion tokens")]
    [InlineData("10000000000000", "1 billion to 10 trillion tokens")]
    [InlineData("10000000000001", "More than 10 trillion tokens")]
    [InlineData("100000000000000000000000", "More than 10 trillion tokens")]
    public void EuSummary_Size_IsABandOfTheTemplate(string total, string band) => Assert.Contains(
        $"\"size\": \"{band}\"",
        Encoding.UTF8.GetString(SampleReport.Render("eu-summary-json", change: r => r["mix"]!["total"] = JsonNode.Parse(total))),
        StringComparison.Ordinal);

    [Fact]
    public void EuSummary_GeneratorsNotToldApart_AreThoseOfTheTags()
    {
        var text = Encoding.UTF8.GetString(SampleReport.Render("eu-summary", change: r =>
        {
            r["mix"]!["by_generator"] = false;
            foreach (var part in r["mix"]!["origins"]!.AsArray()) part!["generator"] = null;
            r["sources"]![2]!["tags"] = new JsonObject { ["generator"] = "gamma", ["origin"] = "synthetic" };
        }));
        Assert.Contains("### Generator: gamma\n\n- **Fraction of the mix:** 25.00 %\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("### Generator: alpha", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("human", null, "other-na")]
    [InlineData("human", "user-generated-content-other", "user-generated-content-other")]
    [InlineData("human_edited", "web-scraping-crawling-textual", "web-scraping-crawling-textual")]
    [InlineData("human", "machine-generated-mlops-generative", "other-na")]
    [InlineData("synthetic", "web-scraping-crawling-textual", "machine-generated-mlops-generative")]
    [InlineData("mixed", null, "data-augmentation-na")]
    [InlineData("algorithmic", null, "simulations-na")]
    [InlineData("unknown", "user-generated-content-other", "other-na")]
    public void Method_OfAnOrigin_IsTheAlliancesCode(string origin, string? collection, string expected) =>
        Assert.Equal(expected, MixPolicy.Reporting.Exports.OriginTerms.Method(origin, collection));
}
