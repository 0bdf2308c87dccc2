using MixPolicy.Output;

namespace MixPolicy.Tests.Output;

public sealed class AtomicFileTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Write_OldFile_IsReplacedWholeAndOnlyAtTheRename()
    {
        _scratch.Put("policy.yaml", "old and longer");
        var path = Path.Combine(_scratch.Out, "policy.yaml");

        AtomicFile.Write(path, "new"u8, () => Assert.Equal("old and longer", File.ReadAllText(path)));

        _scratch.Holds(("policy.yaml", "new"));
    }

    [Fact]
    public void Write_Failing_LeavesTheOldFileAndNothingElse()
    {
        _scratch.Put("policy.yaml", "old");
        var path = Path.Combine(_scratch.Out, "policy.yaml");

        Assert.Throws<IOException>(() => AtomicFile.Write(path, "new"u8, () => throw new IOException("full")));

        _scratch.Holds(("policy.yaml", "old"));
    }

    [Fact]
    public void Write_FolderMissing_Throws() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(_scratch.Out, "a"), "new"u8));
}
