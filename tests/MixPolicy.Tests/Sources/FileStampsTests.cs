using MixPolicy.Sources;
using MixPolicy.Tests.Reuse;

namespace MixPolicy.Tests.Sources;

public sealed class FileStampsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FileStamps _stamps = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public void Of_SameFile_IsTheSame()
    {
        _folder.Write("a", "1");
        Assert.NotNull(_stamps.Of(_folder["a"]));
        Assert.Equal(_stamps.Of(_folder["a"]), new FileStamps().Of(_folder["a"]));
    }

    [LinuxFact]
    public void Of_ContentReplacedAndTimeSetBack_Differs()
    {
        _folder.Write("a", "1");
        var before = _stamps.Of(_folder["a"]);
        var time = File.GetLastWriteTimeUtc(_folder["a"]);
        File.WriteAllText(_folder["a"], "2");
        File.SetLastWriteTimeUtc(_folder["a"], time);
        var after = _stamps.Of(_folder["a"]);

        Assert.Equal((before!.Bytes, before.Modified / 100, before.Inode), (after!.Bytes, after.Modified / 100, after.Inode));
        Assert.NotEqual(before, after);
    }

    [LinuxFact]
    public void Of_WhatCannotBeBelieved_IsNone()
    {
        Assert.Null(_stamps.Of(_folder.Path));
        Assert.Null(_stamps.Of(_folder["none"]));
        Assert.Null(_stamps.Of("/proc/self/maps"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1_899_999_999, true)]
    [InlineData(1_900_000_000, false)]
    [InlineData(2_000_000_000, false)]
    [InlineData(5_000_000_000, false)]
    public void IsSettledAt_TwoSeconds_IsForWhatIsOlderByATenth(long changed, bool settled) =>
        Assert.Equal(settled, new FileStamp(1, 0, changed, 1).IsSettledAt(2_000_000_000));
}
