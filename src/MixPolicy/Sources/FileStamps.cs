using System.Collections.Concurrent;

namespace MixPolicy.Sources;

/// <summary>
/// Takes stamps of files, where the system gives such as can be believed: on Linux, and of file systems that keep change times themselves.
/// Others give none, and are read: a file server or a FUSE program may say what it likes, and an image may be exchanged for one with the
/// same fixed times. Thread-safe.
/// </summary>
internal sealed class FileStamps
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    // As DriveInfo names them. Whoever adds one has seen a rename, a write and a restored modification time change its ctime.
    private static readonly string[] Believed = ["bcachefs", "btrfs", "ext3", "ext4", "f2fs", "overlay", "overlayfs", "tmpfs", "xfs", "zfs"];

    private readonly ConcurrentDictionary<(uint Major, uint Minor), bool> _believed = [];

    /// <summary>The stamp of what a path leads to; null when there is none, or none that can be believed, or it is no regular file.</summary>
    public FileStamp? Of(string path) => StatxCall.Of(path) is { IsRegularFile: true } found ? Stamp(path, found) : null;

    /// <summary>The stamp of a folder: another one as soon as a name in it comes, goes or leads elsewhere. Null as for files. Its length says nothing.</summary>
    public FileStamp? OfFolder(string path) => StatxCall.Of(path) is { IsFolder: true } found ? Stamp(path, found) : null;

    /// <summary>The change time of a file or folder, on whatever file system; null when the system does not tell.</summary>
    public static long? ChangeTime(string path) => StatxCall.Of(path) is { } found ? found.Changed.ToNanoseconds() : null;

    private FileStamp? Stamp(string path, StatxResult found)
    {
        var device = (found.DeviceMajor, found.DeviceMinor);
        if (!_believed.GetOrAdd(device, (_, file) => KeepsChangeTimes(file), path) || found.Changed.ToNanoseconds() is not { } changed || found.Modified.ToNanoseconds() is not { } modified) return null;

        // A whole second is a coarse clock or a time that was written into an image; by chance it is one in a million.
        return changed % NanosecondsPerSecond == 0 ? null : new FileStamp((long)found.Bytes, modified, changed, found.Inode);
    }

    private static bool KeepsChangeTimes(string path)
    {
        try
        {
            return Believed.Contains(new DriveInfo(path).DriveFormat);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
