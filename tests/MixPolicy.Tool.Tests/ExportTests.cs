using System.Text.Json;

namespace MixPolicy.Tool.Tests;

/// <summary><c>export</c>, as a process.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ExportTests()
    {
        _folder.Write("web.jsonl", """{"id": "1", "text": "one"}""" + "\n");
        _folder.Write("policy.yaml", """
            mixpolicy: 1
            name: small
            as_of: 2026-11-01
            data: { sources: [ { name: web, paths: [ web.jsonl ], columns: { id: id, text: text }, tags: { origin: human } } ] }
            mix: { unit: records, budget: all }
            rules: { human: { min_fraction: 0.5 } }
            """);
        Assert.Equal(0, Run("build", "policy.yaml", "--out", "out").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("croissant", "\"conformsTo\"")]
    [InlineData("openlineage", "\"COMPLETE\"")]
    [InlineData("cyclonedx", "\"CycloneDX\"")]
    [InlineData("dta", "\"origin-geography\"")]
    [InlineData("eu-summary", "## 2.5. Synthetic data\n")]
    [InlineData("eu-summary-json", "\"mixpolicy-eu-summary/1\"")]
    public void Export_OneForm_GoesToStdoutAlone(string form, string part)
    {
        var run = Run("export", "out/lineage.json", "--as", form, "--creator", "Example Ltd", "--url", "https://example.org/small");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Contains(part, run.Stdout, StringComparison.Ordinal);
        Assert.Contains(Root(), run.Stdout, StringComparison.Ordinal);
        Assert.Equal(run, Run("export", "--as", form, "--url", "https://example.org/small", "--creator", "Example Ltd", "out/lineage.json"));
    }

    [Fact]
    public void Export_All_WritesAFileEachAndSaysSo()
    {
        var before = Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "out"));
        var run = Run("export", "out/lineage.json", "--as", "all", "--out", "exports");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        var written = run.Stdout.TrimEnd('\n').Split('\n').Select(l => l["wrote ".Length..]).ToArray();
        Assert.Equal(6, written.Length);
        foreach (var file in written) Assert.Contains(Root(), File.ReadAllText(Path.Combine(_folder.Path, file)), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "out")));
        Assert.Equal(Run("export", "out/lineage.json", "--as", "dta").Stdout, File.ReadAllText(Path.Combine(_folder.Path, "exports", "dta.json")));
    }

    [Theory]
    [InlineData(new[] { "--as", "all" }, "MIX0902", "name their folder with --out")]
    [InlineData(new string[0], "MIX0902", "--as")]
    [InlineData(new[] { "--as", "croisant" }, "MIX0902", "did you mean 'croissant'?")]
    [InlineData(new[] { "--as", "parquet" }, "MIX0902", "not built yet")]
    [InlineData(new[] { "--as", "dta", "--out", "" }, "MIX0902", "--out is empty")]
    [InlineData(new[] { "--as", "dta", "--licence", "CC0-1.0" }, "MIX0902", "did you mean '--license'?")]
    [InlineData(new[] { "--as", "dta", "--out", "out" }, "MIX0552", "own folder")]
    [InlineData(new[] { "--as", "dta", "--url", "example.org" }, "MIX0554", "absolute URL")]
    [InlineData(new[] { "--as", "dta", "--event-time", "today" }, "MIX0554", "2026-11-01T12:30:00Z")]
    [InlineData(new[] { "--as", "dta", "--creator", " " }, "MIX0554", "leave the option out")]
    public void Export_WrongArguments_SayWhatIsAllowedOnStderr(string[] args, string code, string told)
    {
        var run = Run(["export", "out/lineage.json", .. args]);

        Assert.Equal((2, ""), (run.ExitCode, run.Stdout));
        Assert.Contains(code, run.Stderr, StringComparison.Ordinal);
        Assert.Contains(told, run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_ReportChanged_IsRefused()
    {
        var path = Path.Combine(_folder.Path, "out", "lineage.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"records\": 1,", "\"records\": 2,", StringComparison.Ordinal));
        var run = Run("export", "out/lineage.json", "--as", "dta");

        Assert.Equal((2, ""), (run.ExitCode, run.Stdout));
        Assert.StartsWith("out/lineage.json: error MIX0551: ", run.Stderr, StringComparison.Ordinal);
        Assert.Contains("  remedy: ", run.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_NoReport_IsRefused()
    {
        Assert.Contains("MIX0550", Run("export", "nothing.json", "--as", "dta").Stderr, StringComparison.Ordinal);
        Assert.Contains("is a folder", Run("export", "out", "--as", "dta").Stderr, StringComparison.Ordinal);
        Assert.Contains("MIX0902", Run("export", "", "--as", "dta").Stderr, StringComparison.Ordinal);
    }

    private string Root()
    {
        using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.Path, "out", "lineage.json")));
        return report.RootElement.GetProperty("ledger").GetProperty("root").GetString()!;
    }

    private ToolOutput Run(params string[] args) => ToolProcess.Run(args, _folder.Path);
}
