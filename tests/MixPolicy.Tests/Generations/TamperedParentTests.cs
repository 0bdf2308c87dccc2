using System.Security.Cryptography;
using System.Text;
using MixPolicy.Diagnostics;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Generations;

/// <summary>A parent that is not as its build left it is refused, before any source is read.</summary>
public sealed class TamperedParentTests
{
    private const string Report = "gen-0/lineage.json";
    private const string Manifest = "gen-0/manifest.parquet";

    public static TheoryData<string, string, string> Tampered => new()
    {
        { "a byte of the manifest", Codes.ParentAltered, "has the SHA-256" },
        { "a byte of the manifest's end", Codes.ParentAltered, "has the SHA-256" },
        { "the manifest is gone", Codes.ParentUnreadable, "cannot be read: The file is not there any more" },
        { "the manifest is a folder", Codes.ParentUnreadable, "cannot be read" },
        { "another manifest, and its digest in the report", Codes.ParentAltered, "but carries" },
        { "a manifest that is none, and its digest everywhere", Codes.ParentUnreadable, "cannot be read" },
        { "a byte of the report", Codes.ParentAltered, "has the digest" },
        { "white space in the report", Codes.ParentAltered, "one form" },
        { "the report is gone", Codes.ParentUnreadable, "is not there" },
        { "the report is a folder", Codes.ParentUnreadable, "is a folder" },
        { "the report is empty", Codes.ParentUnreadable, "is not JSON" },
        { "the report is not JSON", Codes.ParentUnreadable, "is not JSON" },
        { "the report is a list", Codes.ParentUnreadable, "lacks what a lineage report says" },
        { "the report is of another form", Codes.ParentUnreadable, "is in the form 'mixpolicy-lineage/2'; this version reads mixpolicy-lineage/1 only" },
        { "the report names a manifest outside", Codes.ParentUnreadable, "by a plain file name" },
        { "the report is cut", Codes.ParentUnreadable, "is not JSON" },
    };

    [Theory]
    [MemberData(nameof(Tampered))]
    public void Build_ParentTamperedWith_IsRefusedWhereItIsNamed(string how, string code, string told)
    {
        using var line = new Line();
        line.Data("a", Record("1"), Record("2"));
        line.Satisfy(0);
        Tamper(line, how);
        var result = line.Build(1);

        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal((code, Severity.Error, "gen-1.yaml", 12), (finding.Code, finding.Severity, finding.Place.File, finding.Place.Line));
        Assert.Contains(told, finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Remedies);
        Assert.False(File.Exists(line["gen-1/lineage.json"]));
    }

    [Fact]
    public void Build_AnyByteOfTheReportFlipped_IsRefused()
    {
        using var line = new Line();
        line.Data("a", Record("1"));
        line.Satisfy(0);
        var report = File.ReadAllBytes(line[Report]);
        for (var at = 0; at < report.Length; at += 37)
        {
            var changed = report.ToArray();
            changed[at] ^= 1;
            File.WriteAllBytes(line[Report], changed);

            Assert.Equal(BuildOutcome.NotEvaluated, line.Build(1).Outcome);
        }
    }

    [Theory]
    [InlineData(0, "gen-0/lineage.json", Codes.ParentNotBefore, "would take its own last output")]
    [InlineData(0, "copy/lineage.json", Codes.ParentNotBefore, "is of generation 0; this mix is of generation 0")]
    [InlineData(1, "gen-1/lineage.json", Codes.ParentNotBefore, "would take its own last output")]
    public void Build_ParentIsNotBefore_IsRefused(int generation, string parent, string code, string told)
    {
        using var line = new Line();
        line.Data("a", Record("1"));
        line.Satisfy(0);
        Directory.CreateDirectory(line["copy"]);
        foreach (var name in new[] { "lineage.json", "manifest.parquet", "ledger.bin" }) File.Copy(line[$"gen-0/{name}"], line[$"copy/{name}"]);
        var finding = Assert.Single(line.Build(generation, parent).Diagnostics);

        Assert.Equal(code, finding.Code);
        Assert.Contains(told, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_OutputReachedThroughALink_IsStillItsOwn()
    {
        using var line = new Line();
        line.Data("a", Record("1"));
        line.Satisfy(0);
        Directory.CreateSymbolicLink(line["gen-1"], line["gen-0"]);

        Assert.Equal(Codes.ParentNotBefore, Assert.Single(line.Build(1).Diagnostics).Code);
    }

    [Fact]
    public void Build_GenerationsBetween_Warns()
    {
        using var line = new Line();
        line.Data("a", Record("1"));
        line.Satisfy(0);

        Assert.Equal((Codes.ParentSkips, Severity.Warning), Assert.Single(line.Satisfy(3, Report).Diagnostics) is var d ? (d.Code, d.Severity) : default);
    }

    [Fact]
    public void Build_LaterGenerationWithoutAParent_IsRefused()
    {
        using var line = new Line();
        line.Data("a", Record("1"));
        line.Satisfy(0);
        File.WriteAllText(line["gen-2.yaml"], File.ReadAllText(line["gen-0.yaml"]).Replace("generation: 0", "generation: 2", StringComparison.Ordinal));
        var result = MixBuild.Run(new BuildRequest { Policy = "gen-2.yaml", Directory = line[""], ToolVersion = "0" }, null, CancellationToken.None);

        Assert.Equal((BuildOutcome.NotEvaluated, Codes.MissingKey), (result.Outcome, Assert.Single(result.Diagnostics).Code));
    }

    private static void Tamper(Line line, string how)
    {
        switch (how)
        {
            case "a byte of the manifest": Flip(line[Manifest], 40); break;
            case "a byte of the manifest's end": Flip(line[Manifest], (int)new FileInfo(line[Manifest]).Length - 1); break;
            case "the manifest is gone": File.Delete(line[Manifest]); break;
            case "the manifest is a folder":
                File.Delete(line[Manifest]);
                Directory.CreateDirectory(line[Manifest]);
                break;
            case "another manifest, and its digest in the report": Exchange(line, keepsDigest: true); break;
            case "a manifest that is none, and its digest everywhere": Exchange(line, keepsDigest: false); break;
            case "a byte of the report": Change(line, t => t.Replace("\"name\": \"line\"", "\"name\": \"lime\"", StringComparison.Ordinal)); break;
            case "white space in the report": Change(line, t => t.Replace("  \"verdict\"", "   \"verdict\"", StringComparison.Ordinal)); break;
            case "the report is gone": File.Delete(line[Report]); break;
            case "the report is a folder":
                File.Delete(line[Report]);
                Directory.CreateDirectory(line[Report]);
                break;
            case "the report is empty": Change(line, _ => ""); break;
            case "the report is not JSON": Change(line, _ => "generation: 0\n"); break;
            case "the report is a list": Change(line, _ => "[]\n"); break;
            case "the report is of another form": Change(line, t => t.Replace("mixpolicy-lineage/1", "mixpolicy-lineage/2", StringComparison.Ordinal)); break;
            case "the report names a manifest outside": Change(line, t => Signed(t.Replace("\"file\": \"manifest.parquet\"", "\"file\": \"../manifest.parquet\"", StringComparison.Ordinal))); break;
            case "the report is cut": Change(line, t => t[..(t.Length / 2)]); break;
            default: throw new ArgumentException(how, nameof(how));
        }
    }

    private static void Exchange(Line line, bool keepsDigest)
    {
        var before = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(line[Manifest])));
        File.WriteAllText(line[Manifest], "no Parquet");
        var after = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(line[Manifest])));
        Change(line, t => t.Replace(before, after, StringComparison.Ordinal) is var changed && keepsDigest ? changed : Signed(t.Replace(before, after, StringComparison.Ordinal)));
    }

    /// <summary>The report with the digest that it would carry if it had been written so.</summary>
    private static string Signed(string report)
    {
        const string Key = "  \"digest\": \"";
        var at = report.IndexOf(Key, StringComparison.Ordinal) + Key.Length;
        var blank = report.Remove(at, 64);
        return blank.Insert(at, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(blank))));
    }

    private static void Change(Line line, Func<string, string> change) => File.WriteAllText(line[Report], change(File.ReadAllText(line[Report])));

    private static void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
