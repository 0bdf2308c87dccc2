using MixPolicy.Output;

namespace MixPolicy.Tests.Output;

public sealed class OutputFolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Commit_FilesStaged_PutsThemInPlaceAndNamesThemInOrder()
    {
        using (var folder = OutputFolder.Open(_scratch.Out))
        {
            folder.StageText("manifest.parquet", "rows");
            folder.StageText("lineage.json", "{}");
            folder.StageText("a.json", "");

            Assert.Equal(["manifest.parquet", "lineage.json", "a.json"], folder.Commit().Select(Path.GetFileName));
        }

        _scratch.Holds(("manifest.parquet", "rows"), ("lineage.json", "{}"), ("a.json", ""));
    }

    [Fact]
    public void Commit_OldSet_IsReplacedAndStaleFilesGo()
    {
        _scratch.Put("manifest.parquet", "old");
        _scratch.Put("violations.json", "old");
        _scratch.Put("notes.txt", "mine");
        using (var folder = OutputFolder.Open(_scratch.Out))
        {
            folder.StageText("manifest.parquet", "new");
            folder.Delete("violations.json");
            folder.Delete("quarantine.jsonl");
            folder.Commit();
        }

        _scratch.Holds(("manifest.parquet", "new"), ("notes.txt", "mine"));
    }

    [Fact]
    public void Commit_Twice_PutsBothSetsInPlace()
    {
        using (var folder = OutputFolder.Open(_scratch.Out))
        {
            folder.StageText("manifest.parquet", "1");
            folder.Delete("violations.json");
            folder.Commit();
            folder.StageText("violations.json", "2");
            Assert.Equal([Path.Combine(_scratch.Out, "violations.json")], folder.Commit());
            Assert.Empty(folder.Commit());
        }

        _scratch.Holds(("manifest.parquet", "1"), ("violations.json", "2"));
    }

    [Fact]
    public void Stage_UnderANameStagedOrDeletedBefore_TheLastWordCounts()
    {
        _scratch.Put("b", "old");
        _scratch.Put("c", "old");
        using (var folder = OutputFolder.Open(_scratch.Out))
        {
            folder.StageText("a", "first");
            folder.StageText("a", "second");
            folder.Delete("b");
            folder.StageText("b", "new");
            folder.StageText("c", "new");
            folder.Delete("c");
            folder.StageText("d", "new");
            folder.Discard("d");
            folder.Commit();
        }

        _scratch.Holds(("a", "second"), ("b", "new"));
    }

    [Fact]
    public void StagedPath_StreamClosed_HasTheBytesThatCommitMoves()
    {
        using var folder = OutputFolder.Open(_scratch.Out);
        folder.StageText("manifest.parquet", "rows");

        Assert.Equal("rows", File.ReadAllText(folder.StagedPath("manifest.parquet")));
        Assert.False(File.Exists(Path.Combine(_scratch.Out, "manifest.parquet")));
        Assert.Throws<InvalidOperationException>(() => folder.StagedPath("lineage.json"));
    }

    [Fact]
    public void Commit_StreamStillOpen_Throws()
    {
        using var folder = OutputFolder.Open(_scratch.Out);
        using var stream = folder.Stage("manifest.parquet");

        Assert.Throws<InvalidOperationException>(folder.Commit);
    }

    [Fact]
    public void Dispose_NotCommitted_LeavesTheOldSetAndNothingElse()
    {
        _scratch.Put("manifest.parquet", "old");
        using (var folder = OutputFolder.Open(_scratch.Out))
        {
            folder.StageText("manifest.parquet", "new");
            folder.Delete("manifest.parquet");
            folder.Stage("lineage.json").WriteByte(1);
            File.WriteAllText(Path.Combine(folder.WorkFolder, "index"), "scratch");
        }

        _scratch.Holds(("manifest.parquet", "old"));
    }

    [Fact]
    public void Dispose_FolderMadeForTheRunAndEmpty_RemovesItAndItsParents()
    {
        OutputFolder.Open(Path.Combine(_scratch.Out, "a", "b")).Dispose();

        Assert.False(Directory.Exists(_scratch.Out));
    }

    [Fact]
    public void Dispose_FolderThatWasThere_KeepsIt()
    {
        Directory.CreateDirectory(_scratch.Out);
        OutputFolder.Open(_scratch.Out + Path.DirectorySeparatorChar).Dispose();

        Assert.True(Directory.Exists(_scratch.Out));
        _scratch.Holds();
    }

    [Fact]
    public void WorkFolder_AskedFor_IsHiddenInTheFolderAndStaysTheSame()
    {
        using var folder = OutputFolder.Open(_scratch.Out);
        Assert.DoesNotContain(_scratch.Listing().Keys, name => name.EndsWith('/'));

        var work = folder.WorkFolder;

        Assert.True(Directory.Exists(work));
        Assert.Equal(work, folder.WorkFolder);
        Assert.Equal(_scratch.Out, Path.GetDirectoryName(work));
        Assert.StartsWith(".mixpolicy-work-", Path.GetFileName(work), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData(".mixpolicy-lock")]
    public void Stage_NotAPlainName_Throws(string name)
    {
        using var folder = OutputFolder.Open(_scratch.Out);

        Assert.Throws<ArgumentException>(() => folder.Stage(name));
        Assert.Throws<ArgumentException>(() => folder.Delete(name));
    }

    [Fact]
    public void Use_AfterDispose_Throws()
    {
        var folder = OutputFolder.Open(_scratch.Out);
        folder.Dispose();
        folder.Dispose();

        Assert.Throws<ObjectDisposedException>(() => folder.Stage("a"));
        Assert.Throws<ObjectDisposedException>(folder.Commit);
        Assert.Throws<ObjectDisposedException>(() => folder.WorkFolder);
    }
}
