using System.Runtime.InteropServices;

namespace MixPolicy.Sources;

/// <summary>A time as <c>statx</c> gives it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct StatxTime
{
    /// <summary>Since 1970-01-01, UTC.</summary>
    [FieldOffset(0)]
    public long Seconds;

    /// <summary>0 to 999,999,999.</summary>
    [FieldOffset(8)]
    public uint Nanoseconds;

    /// <summary>The same in nanoseconds; null for a time that 64 bits do not hold.</summary>
    public readonly long? ToNanoseconds() => Seconds is > -9_000_000_000 and < 9_000_000_000 ? (Seconds * 1_000_000_000) + Nanoseconds : null;
}

/// <summary>The part of Linux's <c>struct statx</c> that is used; its layout is the same on every architecture (statx(2)).</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxResult
{
    private const ushort KindMask = 0xf000; // S_IFMT
    private const ushort RegularFile = 0x8000; // S_IFREG
    private const ushort Folder = 0x4000; // S_IFDIR

    /// <summary>What was asked for and given.</summary>
    [FieldOffset(0)]
    public uint Given;

    /// <summary>Kind and permissions.</summary>
    [FieldOffset(28)]
    public ushort Mode;

    /// <summary>Number of the file in its file system.</summary>
    [FieldOffset(32)]
    public ulong Inode;

    /// <summary>Length.</summary>
    [FieldOffset(40)]
    public ulong Bytes;

    /// <summary>ctime.</summary>
    [FieldOffset(96)]
    public StatxTime Changed;

    /// <summary>mtime.</summary>
    [FieldOffset(112)]
    public StatxTime Modified;

    /// <summary>First part of the number of the device.</summary>
    [FieldOffset(136)]
    public uint DeviceMajor;

    /// <summary>Second part of it.</summary>
    [FieldOffset(140)]
    public uint DeviceMinor;

    /// <summary>Whether it is a file, and not a folder, a pipe or a device.</summary>
    public readonly bool IsRegularFile => (Mode & KindMask) == RegularFile;

    /// <summary>Whether it is a folder.</summary>
    public readonly bool IsFolder => (Mode & KindMask) == Folder;
}

/// <summary>Asks Linux what .NET does not tell: the change time and the inode.</summary>
internal static partial class StatxCall
{
    private const int FromCurrentFolder = -100; // AT_FDCWD; paths are absolute, so it is not used
    private const uint Wanted = 0x1 | 0x2 | 0x40 | 0x80 | 0x100 | 0x200; // type, mode, mtime, ctime, inode, size

    /// <summary>What a path leads to; null when there is nothing, or the system has no such call.</summary>
    public static StatxResult? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return Statx(FromCurrentFolder, path, 0, Wanted, out var found) == 0 && (found.Given & Wanted) == Wanted ? found : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out StatxResult found);
}
