using System.Text;
using MixPolicy.Reporting;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Reporting;

public sealed class ReportFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_FolderThatIsNotThere_IsMadeAndHoldsTheReport()
    {
        var path = Path.Combine(_folder.Path, "a", "b", "report.sarif");
        ReportFile.Write(path, new SarifReport(), Results.Violated);

        Assert.Equal(Encoding.UTF8.GetBytes(Results.Render("sarif", Results.Violated)), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Write_SameBytes_LeavesTheFileAlone()
    {
        var path = Path.Combine(_folder.Path, "report.xml");
        var longAgo = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        ReportFile.Write(path, new JunitReport(), Results.Violated);
        File.SetLastWriteTimeUtc(path, longAgo);

        ReportFile.Write(path, new JunitReport(), Results.Violated);
        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(path));
        ReportFile.Write(path, new JunitReport(), Results.Empty);
        Assert.NotEqual(longAgo, File.GetLastWriteTimeUtc(path));
        Assert.Equal(Results.Render("junit", Results.Empty), File.ReadAllText(path));
    }

    [Theory]
    [InlineData("report.sarif")]
    [InlineData("")]
    [InlineData("/a\0b/report.sarif")]
    public void Write_PathThatCannotBe_IsAnIOException(string path) =>
        Assert.Throws<IOException>(() => ReportFile.Write(path, new SarifReport(), Results.Empty));

    [Fact]
    public void Write_FolderOfThatName_IsRefusedAndStays()
    {
        Assert.Throws<UnauthorizedAccessException>(() => ReportFile.Write(_folder.Path, new SarifReport(), Results.Empty));
        Assert.Throws<UnauthorizedAccessException>(() => ReportFile.Write(_folder.Path + "/", new SarifReport(), Results.Empty));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_FileWhereAFolderMustBe_IsAnIOException()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "kept");

        Assert.ThrowsAny<IOException>(() => ReportFile.Write(Path.Combine(file, "report.sarif"), new SarifReport(), Results.Empty));
        Assert.Equal("kept", File.ReadAllText(file));
    }

    [Fact]
    public void Write_Device_IsWrittenToAndNotReplaced()
    {
        if (OperatingSystem.IsWindows()) return;
        ReportFile.Write("/dev/null", new SarifReport(), Results.Violated);

        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }
}
