using MixPolicy.Output;

namespace MixPolicy.Tests.Output;

public sealed class ReplacedFilesTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Commit_OldFileHeldByAReaderWhoSharesNothing_IsReplacedOnUnixOrLeftWholeOnWindows()
    {
        _scratch.Put("manifest.parquet", "old");
        using (new FileStream(Path.Combine(_scratch.Out, "manifest.parquet"), FileMode.Open, FileAccess.Read, FileShare.None))
        using (var folder = OutputFolder.Open(_scratch.Out))
        {
            folder.StageText("manifest.parquet", "new");
            if (OperatingSystem.IsWindows()) Assert.Throws<OutputUnwritableException>(folder.Commit);
            else folder.Commit();
        }

        _scratch.Holds(("manifest.parquet", OperatingSystem.IsWindows() ? "old" : "new"));
    }

    [Fact]
    public void Dispose_FilesHeld_LetsGoOfThem()
    {
        _scratch.Put("manifest.parquet", "old");
        var path = Path.Combine(_scratch.Out, "manifest.parquet");

        new ReplacedFiles([path, Path.Combine(_scratch.Out, "missing")]).Dispose();

        using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(3, alone.Length);
    }
}
