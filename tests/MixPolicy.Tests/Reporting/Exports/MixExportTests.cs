using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Reporting.Exports;

/// <summary>When nothing is exported, and where exports go.</summary>
public sealed class MixExportTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "gone", Codes.ExportUnreadable, "is not there" },
        { "a folder", Codes.ExportUnreadable, "is a folder" },
        { "empty", Codes.ExportUnreadable, "is not JSON" },
        { "a list", Codes.ExportUnreadable, "lacks what a lineage report says" },
        { "another form", Codes.ExportUnreadable, "reads mixpolicy-lineage/1 only" },
        { "a changed verdict", Codes.ExportAltered, "has the digest" },
        { "white space", Codes.ExportAltered, "one form" },
        { "no ledger", Codes.ExportUnreadable, "says it in another way" },
        { "no origins", Codes.ExportUnreadable, "says it in another way" },
        { "an origin that is none", Codes.ExportUnreadable, "says it in another way" },
        { "a total that is text", Codes.ExportUnreadable, "says it in another way" },
        { "a day that is none", Codes.ExportUnreadable, "says it in another way" },
        { "two sources of one name", Codes.ExportUnreadable, "says it in another way" },
        { "a file of more bytes than there are", Codes.ExportUnreadable, "says it in another way" },
        { "a depth that is a fraction", Codes.ExportUnreadable, "says it in another way" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Run_ReportThatCannotBeBelieved_ExportsNothing(string how, string code, string told)
    {
        using var folder = new Sources.TempFolder();
        Spoil(folder, how);
        var result = Run(folder, MixExport.Formats, "exports");

        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal((code, Severity.Error, "out/lineage.json"), (finding.Code, finding.Severity, finding.Place.File));
        Assert.Contains(told, finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Remedies);
        Assert.Empty(result.Documents);
        Assert.False(Directory.Exists(folder["exports"]));
    }

    [Fact]
    public void Run_AnyBitOfTheReportFlipped_ExportsNothing()
    {
        var report = SampleReport.Bytes();
        using var folder = new Sources.TempFolder();
        Gen.Int[0, (report.Length * 8) - 1].Sample(
            bit =>
            {
                var flipped = report.ToArray();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                folder.Write("out/lineage.json", flipped);
                return Run(folder, ["cyclonedx"], null) is { Documents.Count: 0, Diagnostics.Count: > 0 };
            },
            iter: 500, threads: 1);
    }

    [Theory]
    [InlineData("out")]
    [InlineData("out/")]
    [InlineData("out/exports")]
    [InlineData("elsewhere/../out")]
    [InlineData("link")]
    [InlineData("link/exports")]
    public void Run_FolderOfTheReport_IsRefused(string target)
    {
        using var folder = new Sources.TempFolder();
        folder.Write("out/lineage.json", SampleReport.Bytes());
        Directory.CreateSymbolicLink(folder["link"], folder["out"]);
        var result = Run(folder, ["dta"], target);

        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(Codes.ExportInOutputs, finding.Code);
        Assert.NotEmpty(finding.Remedies);
        Assert.Equal([folder["out/lineage.json"]], Directory.GetFileSystemEntries(folder["out"]));
    }

    [Fact]
    public void Run_FolderBesideTheReports_GetsAFileEach()
    {
        using var folder = new Sources.TempFolder();
        folder.Write("out/lineage.json", SampleReport.Bytes());
        folder.Write("out-2/dta.json", "old");
        var result = Run(folder, MixExport.Formats, "out-2");

        Assert.Empty(result.Diagnostics);
        Assert.Equal(["croissant.json", "openlineage.json", "mix.cdx.json", "dta.json", "eu-summary.md", "eu-summary.json"], result.Documents.Select(d => d.FileName));
        Assert.Equal(result.Documents.Select(d => Path.Combine(folder["out-2"], d.FileName)), result.Written);
        Assert.Equal(result.Written.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(folder["out-2"]).Order(StringComparer.Ordinal));
        foreach (var (document, path) in result.Documents.Zip(result.Written)) Assert.Equal(document.Bytes.ToArray(), File.ReadAllBytes(path));
    }

    [Fact]
    public void Run_FolderThatIsAFile_SaysSo()
    {
        using var folder = new Sources.TempFolder();
        folder.Write("out/lineage.json", SampleReport.Bytes());
        folder.Write("exports", "a file");
        Assert.Equal(Codes.OutputUnwritable, Assert.Single(Run(folder, ["dta"], "exports").Diagnostics).Code);
    }

    [Fact]
    public void Run_NoTimeKnown_IsRefusedWhereTheFormNeedsOne()
    {
        using var folder = new Sources.TempFolder();
        folder.Write("out/lineage.json", SampleReport.Bytes(r => r["policy"]!["as_of"] = null));
        foreach (var format in new[] { "croissant", "openlineage" })
        {
            var finding = Assert.Single(Run(folder, [format], null).Diagnostics);
            Assert.Equal(Codes.ExportNeedsTime, finding.Code);
            Assert.Contains($"'{format}'", finding.Message, StringComparison.Ordinal);
            Assert.Contains("--event-time", finding.Remedies[0], StringComparison.Ordinal);
            Assert.Empty(Run(folder, [format], null, new ExportFacts { EventTime = "2026-11-02" }).Diagnostics);
        }

        Assert.Empty(Run(folder, ["cyclonedx", "eu-summary", "eu-summary-json"], null).Diagnostics);
        Assert.Contains("\"date\": \"not stated\"", Encoding.UTF8.GetString(Run(folder, ["dta"], null).Documents[0].Bytes.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.org/data", "2026-11-01", "x")]
    [InlineData("/data", "2026-11-01", "x")]
    [InlineData("file:///data", "2026-11-01", "x")]
    [InlineData("https://example.org/a b", "2026-11-01", "x")]
    [InlineData("https://example.org/", "01.11.2026", "x")]
    [InlineData("https://example.org/", "2026-02-30", "x")]
    [InlineData("https://example.org/", "2026-11-01T12:00:00", "x")]
    [InlineData("https://example.org/", "2026-11-01T12:00:00+01:00", "x")]
    [InlineData("https://example.org/", "2026-11-01", "")]
    [InlineData("https://example.org/", "2026-11-01", "a\u0000b")]
    public void Run_FactThatNoFormHolds_IsRefused(string url, string time, string creator)
    {
        using var folder = new Sources.TempFolder();
        folder.Write("out/lineage.json", SampleReport.Bytes());
        var result = Run(folder, ["croissant"], null, new ExportFacts { Url = url, EventTime = time, Creator = creator });
        Assert.Equal(Codes.ExportFact, Assert.Single(result.Diagnostics).Code);
        Assert.Empty(result.Documents);
    }

    private static ExportResult Run(Sources.TempFolder folder, IReadOnlyList<string> formats, string? target, ExportFacts? facts = null) => MixExport.Run(
        new ExportRequest { Report = "out/lineage.json", Directory = folder.Path, Formats = formats, Out = target, Facts = facts ?? new ExportFacts() }, CancellationToken.None);

    private static void Spoil(Sources.TempFolder folder, string how)
    {
        const string Report = "out/lineage.json";
        var text = Encoding.UTF8.GetString(SampleReport.Bytes());
        switch (how)
        {
            case "gone": break;
            case "a folder": Directory.CreateDirectory(folder[Report]); break;
            case "empty": folder.Write(Report, ""); break;
            case "a list": folder.Write(Report, "[]\n"); break;
            case "another form": folder.Write(Report, SampleReport.Bytes(r => r["format"] = "mixpolicy-lineage/2")); break;
            case "a changed verdict": folder.Write(Report, text.Replace("\"verdict\": \"waived\"", "\"verdict\": \"satisfied\"", StringComparison.Ordinal)); break;
            case "white space": folder.Write(Report, text + "\n"); break;
            case "no ledger": folder.Write(Report, SampleReport.Bytes(r => r.Remove("ledger"))); break;
            case "no origins": folder.Write(Report, SampleReport.Bytes(r => r["mix"]!.AsObject().Remove("origins"))); break;
            case "an origin that is none": folder.Write(Report, SampleReport.Bytes(r => r["mix"]!["origins"]![0]!["origin"] = "martian")); break;
            case "a total that is text": folder.Write(Report, SampleReport.Bytes(r => r["mix"]!["total"] = "many")); break;
            case "a day that is none": folder.Write(Report, SampleReport.Bytes(r => r["policy"]!["as_of"] = "soon")); break;
            case "two sources of one name": folder.Write(Report, SampleReport.Bytes(r => r["sources"]![1]!["name"] = "web")); break;
            case "a file of more bytes than there are": folder.Write(Report, SampleReport.Bytes(r => r["sources"]![0]!["files"]![0]!["bytes"] = long.MaxValue)); break;
            case "a depth that is a fraction": folder.Write(Report, SampleReport.Bytes(r => r["mix"]!["origins"]![0]!["depth"] = JsonNode.Parse("0.5"))); break;
            default: throw new ArgumentException(how, nameof(how));
        }
    }
}
