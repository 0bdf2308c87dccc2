using MixPolicy.Output;

namespace MixPolicy.Tests.Output;

/// <summary>What the file system refuses: the old set stands, the message says why, nothing is left behind.</summary>
public sealed class OutputFailureTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Open_PathIsAFile_SaysSo()
    {
        File.WriteAllText(_scratch.Out, "mine");

        var thrown = Assert.Throws<OutputUnwritableException>(() => OutputFolder.Open(_scratch.Out));

        Assert.Contains(_scratch.Out, thrown.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_scratch.Out));
    }

    [Fact]
    public void Open_ParentIsAFile_SaysSo()
    {
        File.WriteAllText(_scratch.Out, "mine");

        Assert.Throws<OutputUnwritableException>(() => OutputFolder.Open(Path.Combine(_scratch.Out, "a", "b")));
    }

    [Fact]
    public void Open_RelativePath_IsTheCallersMistake() =>
        Assert.Throws<ArgumentException>(() => OutputFolder.Open("out"));

    [Theory]
    [InlineData("flush manifest.parquet")]
    [InlineData("flush lineage.json")]
    [InlineData("write journal")]
    [InlineData("rename journal")]
    [InlineData("rename manifest.parquet")]
    public void Commit_DiskFullBeforeAnythingMoved_LeavesTheOldSet(string step)
    {
        _scratch.Put("manifest.parquet", "old");
        _scratch.Put("violations.json", "old");
        using (var folder = OutputFolder.Open(_scratch.Out, FullAt(step)))
        {
            StageSet(folder);
            var thrown = Assert.Throws<OutputUnwritableException>(folder.Commit);

            Assert.Contains("No space left", thrown.Message, StringComparison.Ordinal);
            Assert.Contains("untouched", thrown.Message, StringComparison.Ordinal);
            _scratch.Holds((".mixpolicy-lock", ""), ("manifest.parquet", "old"), ("violations.json", "old"));
            Assert.Empty(folder.Commit());
        }

        _scratch.Holds(("manifest.parquet", "old"), ("violations.json", "old"));
    }

    [Theory]
    [InlineData("rename lineage.json")]
    [InlineData("delete violations.json")]
    [InlineData("flush folder")]
    [InlineData("remove journal")]
    public void Commit_FailureWhenAPartIsInPlace_SaysSoAndTheNextOpeningCompletesIt(string step)
    {
        _scratch.Put("manifest.parquet", "old");
        _scratch.Put("violations.json", "old");
        using (var folder = OutputFolder.Open(_scratch.Out, FullAt(step)))
        {
            StageSet(folder);
            var thrown = Assert.Throws<OutputUnwritableException>(folder.Commit);

            Assert.Contains("run again", thrown.Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => folder.Stage("manifest.parquet"));
        }

        OutputFolder.Open(_scratch.Out).Dispose();

        _scratch.Holds(("manifest.parquet", "new"), ("lineage.json", "new"));
    }

    [Theory]
    [InlineData("manifest.parquet")]
    [InlineData("violations.json")]
    public void Commit_AFolderHasTheName_LeavesTheOldSet(string name)
    {
        _scratch.Put("lineage.json", "old");
        Directory.CreateDirectory(Path.Combine(_scratch.Out, name));
        using (var folder = OutputFolder.Open(_scratch.Out))
        {
            StageSet(folder);
            var thrown = Assert.Throws<OutputUnwritableException>(folder.Commit);

            Assert.Contains($"a folder has the name {name}", thrown.Message, StringComparison.Ordinal);
        }

        _scratch.Holds(("lineage.json", "old"), (name + "/", ""));
    }

    private static Action<string> FullAt(string step) => name =>
    {
        if (name == step) throw new IOException("No space left on device.");
    };

    private static void StageSet(OutputFolder folder)
    {
        folder.StageText("manifest.parquet", "new");
        folder.StageText("lineage.json", "new");
        folder.Delete("violations.json");
    }
}
