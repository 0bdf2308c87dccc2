using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

public sealed class SourceResolverTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DiagnosticBag _diagnostics = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data/*.jsonl", "data/a.jsonl data/b.jsonl")]
    [InlineData("data/?.jsonl", "data/a.jsonl data/b.jsonl")]
    [InlineData("data/a.jsonl", "data/a.jsonl")]
    [InlineData("./data//a.jsonl", "data/a.jsonl")]
    [InlineData("data/sub/../a.jsonl", "data/a.jsonl")]
    [InlineData("data/**", "data/a.jsonl data/b.jsonl data/sub/c.parquet data/sub/deep/d.csv.gz")]
    [InlineData("**/*.parquet", "data/sub/c.parquet")]
    [InlineData("data/**/sub/**/*.gz", "data/sub/deep/d.csv.gz")]
    [InlineData("data/.hidden.jsonl", "data/.hidden.jsonl")]
    [InlineData("*/*/c.*", "data/sub/c.parquet")]
    public void Resolve_Pattern_FindsItsFilesInOrder(string pattern, string expected)
    {
        Tree();
        Assert.Equal(expected, string.Join(' ', Resolve(pattern).Select(f => f.Name)));
        Assert.Empty(_diagnostics.Sorted());
    }

    [Fact]
    public void Resolve_File_HasItsKind()
    {
        Tree();
        var found = Resolve("data/sub/**");
        Assert.Equal(
            [(FileFormat.Parquet, FileCompression.None), (FileFormat.Csv, FileCompression.Gzip)],
            found.Select(f => (f.Format, f.Compression)));
        Assert.True(File.Exists(found[1].FullPath));
    }

    [Fact]
    public void Resolve_FileMatchedTwice_IsInTheSourceOnceAndInEachSource()
    {
        Tree();
        var policy = Policy(Source("one", [], "data/*.jsonl", "data/a.jsonl"), Source("two", [], "data/a.jsonl"));
        var found = SourceResolver.Resolve(policy, _diagnostics);
        Assert.Equal(["0 data/a.jsonl", "0 data/b.jsonl", "1 data/a.jsonl"], found.Select(f => $"{f.Source} {f.Name}"));
    }

    [Fact]
    public void Resolve_Names_AreOrderedByUtf8Bytes()
    {
        foreach (var name in new[] { "\uff5e", "😀", "B", "a" }) _folder.Write(name + ".csv", "");
        Assert.Equal(["B.csv", "a.csv", "\uff5e.csv", "😀.csv"], Resolve("*.csv").Select(f => f.Name));
    }

    [Theory]
    [InlineData("data/c.jsonl", "No file matches 'data/c.jsonl'. 'data' holds a.jsonl, b.jsonl, sub.", "Write data/a.jsonl")]
    [InlineData("data/*.csv", "No file matches 'data/*.csv'. 'data' holds a.jsonl, b.jsonl, sub.", "")]
    [InlineData("dat/a.jsonl", "No file matches 'dat/a.jsonl'. The policy's folder holds data.", "Write data/a.jsonl")]
    [InlineData("Data/a.jsonl", "No file matches 'Data/a.jsonl'. The policy's folder holds data.", "Write data/a.jsonl")]
    [InlineData("data/sub", "'data/sub' is a folder, not a file.", "Name the files in it: data/sub/**/*.parquet")]
    public void Resolve_NoMatch_SaysWhatIsThere(string pattern, string message, string remedy)
    {
        Tree();
        Assert.Empty(Resolve(pattern));
        var found = Assert.Single(_diagnostics.Sorted());
        Assert.Equal(("MIX0201", new Place("p.yaml", 7, 3), message), (found.Code, found.Place, found.Message));
        Assert.Equal(remedy, string.Concat(found.Remedies));
    }

    [Theory]
    [InlineData("x.json", "jq -c '.[]' x.json > x.jsonl")]
    [InlineData("x.txt", "What is read: .parquet; .jsonl, .ndjson and .csv, also with .gz or .zst.")]
    [InlineData("x.parquet.gz", "What is read: .parquet; .jsonl, .ndjson and .csv, also with .gz or .zst.")]
    [InlineData("x.JSONL", "What is read: .parquet; .jsonl, .ndjson and .csv, also with .gz or .zst.")]
    public void Resolve_UnknownExtension_SaysWhatIsRead(string name, string remedy)
    {
        _folder.Write(name, "");
        Assert.Empty(Resolve("*"));
        var found = Assert.Single(_diagnostics.Sorted());
        Assert.Equal("MIX0202", found.Code);
        Assert.Contains(remedy, string.Concat(found.Remedies), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_OutsideTheFolder_NeedsLeave()
    {
        using var outside = new TempFolder();
        outside.Write("x.jsonl", "");
        var pattern = $"../{Path.GetFileName(outside.Path)}/*.jsonl";
        Assert.Empty(Resolve(pattern));
        Assert.Equal(["MIX0110"], _diagnostics.Sorted().Select(d => d.Code));
        var found = SourceResolver.Resolve(Policy(Source("s", [outside.Path], pattern)), new DiagnosticBag());
        Assert.Equal([$"../{Path.GetFileName(outside.Path)}/x.jsonl"], found.Select(f => f.Name));
    }

    [Theory]
    [InlineData("link.jsonl")]
    [InlineData("*.jsonl")]
    [InlineData("folder/x.jsonl")]
    [InlineData("**/x.jsonl")]
    public void Resolve_LinkLeadingOutside_NeedsLeave(string pattern)
    {
        using var outside = new TempFolder();
        outside.Write("x.jsonl", "");
        File.CreateSymbolicLink(_folder["link.jsonl"], outside["x.jsonl"]);
        Directory.CreateSymbolicLink(_folder["folder"], outside.Path);
        Assert.Empty(Resolve(pattern));
        var found = Assert.Single(_diagnostics.Sorted());
        Assert.Equal("MIX0110", found.Code);
        Assert.Contains("through a link", found.Message, StringComparison.Ordinal);
        Assert.Single(SourceResolver.Resolve(Policy(Source("s", [outside.Path], pattern)), new DiagnosticBag()));
    }

    [Fact]
    public void Resolve_LinksWithinTheFolder_CountOnceAndNeverInACircle()
    {
        _folder.Write("data/b.jsonl", "");
        File.CreateSymbolicLink(_folder["data/a.jsonl"], "b.jsonl");
        Directory.CreateSymbolicLink(_folder["data/up"], "..");
        Assert.Equal(["data/a.jsonl"], Resolve("**/*.jsonl").Select(f => f.Name));
        Assert.Empty(_diagnostics.Sorted());
    }

    [Fact]
    public void Resolve_LinkToItself_IsAnError()
    {
        File.CreateSymbolicLink(_folder["a.jsonl"], "b.jsonl");
        File.CreateSymbolicLink(_folder["b.jsonl"], "a.jsonl");
        Assert.Empty(Resolve("*.jsonl"));
        Assert.True(_diagnostics.HasErrors);
    }

    private void Tree()
    {
        foreach (var name in new[] { "a.jsonl", "b.jsonl", ".hidden.jsonl", ".git/x.jsonl", "sub/c.parquet", "sub/deep/d.csv.gz" }) _folder.Write("data/" + name, "");
    }

    private IReadOnlyList<SourceFile> Resolve(string pattern) => SourceResolver.Resolve(Policy(Source("s", [], pattern)), _diagnostics);

    private static Source Source(string name, string[] outside, params string[] paths) => new(
        name, new Place("p.yaml", 6, 1), [.. paths.Select(p => new Located<string>(p, new Place("p.yaml", 7, 3)))],
        new Dictionary<string, ColumnMapping>(), null, new Dictionary<string, Located<string>>(), OnBadRecord.Fail, null, null, outside);

    private Policy Policy(params Source[] sources)
    {
        var place = new Place("p.yaml");
        var mix = new Mix(
            MixUnit.Records, new Budget(null, null, place), new Dictionary<string, Located<Fraction>>(), new Located<Fraction>(Fraction.One, place), null, place);
        return new Policy("p.yaml", _folder.Path, [], "p", 0, null, 0, sources, mix, [], null);
    }
}
