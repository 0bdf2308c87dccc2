using MixPolicy.Diagnostics;

namespace MixPolicy.Tests;

/// <summary>From a folder of files to a first policy.</summary>
public sealed class PolicyInitTests : IDisposable
{
    private const string Full = """{"id":"1","text":"a","origin":"human","date":"2026-01-01","license":"MIT","url":"https://a.example","depth":0}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("mixpolicy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_OneFolderASource_WithPatternsByExtension()
    {
        Write("data/web/a.jsonl", Full);
        Write("data/web/b.jsonl", Full);
        Write("data/Our Books/a.csv", "id,text\n1,x\n");
        var policy = Policy();

        Assert.Contains("- name: data-our-books\n      paths: [ \"data/Our Books/*.csv\" ]    # 1 file now\n", policy, StringComparison.Ordinal);
        Assert.Contains("- name: data-web\n      paths: [ data/web/*.jsonl ]    # 2 files now\n", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FilesOfOneFolderDiffer_EachKindIsASource()
    {
        Write("a.jsonl", """{"id":1,"text":"a"}""");
        Write("b.jsonl", """{"id":1,"body":"a"}""");
        var policy = Policy();

        Assert.Contains("- name: a\n      paths: [ a.jsonl ]", policy, StringComparison.Ordinal);
        Assert.Contains("- name: b\n      paths: [ b.jsonl ]", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_EverythingKnown_TurnsTheRulesOn()
    {
        Write("a.jsonl", Full);
        var policy = Policy();

        Assert.DoesNotContain("origin: unknown", policy, StringComparison.Ordinal);
        Assert.Contains("\n  synthetic: { max_fraction: 0.33, max_depth: 1 }\n", policy, StringComparison.Ordinal);
        Assert.Contains("\n  fresh_human: {", policy, StringComparison.Ordinal);
        Assert.Contains("\n  provenance: { require: [ license, collected_at, source_url ] }\n", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LittleKnown_SaysUnknownAndLeavesRulesOff()
    {
        Write("a.jsonl", """{"words":"a","no":"b"}""");
        var policy = Policy();

        Assert.Contains("origin: unknown\n", policy, StringComparison.Ordinal);
        Assert.Contains("# TO CHANGE: no column looks like the text. It has: words, \"no\".\n        text: text\n", policy, StringComparison.Ordinal);
        Assert.Contains("tokens: { per_byte: 0.25 }", policy, StringComparison.Ordinal);
        Assert.Contains("\n  synthetic: { max_fraction: 0.33 }\n", policy, StringComparison.Ordinal);
        Assert.Contains("\n  # fresh_human: {", policy, StringComparison.Ordinal);
        Assert.Contains("\n  # provenance: {", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SameFolderTwice_GivesTheSameBytes()
    {
        Write("b/a.jsonl", Full);
        Write("a/a.jsonl", Full);

        Assert.Equal(Policy(), Policy());
    }

    [Fact]
    public void Run_DamagedFile_IsAWarningAndStillListed()
    {
        Write("a.jsonl.gz", "version https://git-lfs.github.com/spec/v1\n");
        var result = Run();

        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal((Codes.FileUnreadable, Severity.Warning, "a.jsonl.gz"), (warning.Code, warning.Severity, warning.Place.File));
        Assert.Contains("*.jsonl.gz", File.ReadAllText(result.Policy!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bin/a.jsonl")]
    [InlineData("x/obj/a.jsonl")]
    [InlineData("node_modules/a.jsonl")]
    [InlineData("out/a.jsonl")]
    [InlineData(".cache/a.jsonl")]
    [InlineData("a.json")]
    public void Run_FilesToPassOver_AreNotFound(string name)
    {
        Write(name, Full);
        var result = Run();

        Assert.Null(result.Policy);
        Assert.Equal(Codes.NoFiles, Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void Run_Cancelled_WritesNothing()
    {
        Write("a.jsonl", Full);
        var request = new InitRequest { Folder = _folder, Today = new DateOnly(2026, 11, 1) };

        Assert.Throws<OperationCanceledException>(() => PolicyInit.Run(request, new CancellationToken(canceled: true)));
        Assert.False(File.Exists(Path.Combine(_folder, "policy.yaml")));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private InitResult Run() =>
        PolicyInit.Run(new InitRequest { Folder = _folder, Name = "demo", Force = true, Today = new DateOnly(2026, 11, 1) }, CancellationToken.None);

    private string Policy()
    {
        var result = Run();
        Assert.Empty(result.Diagnostics);
        return File.ReadAllText(result.Policy!);
    }
}
