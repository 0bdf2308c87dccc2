using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MixPolicy.Output;

/// <summary>Makes a folder's entries durable: after a loss of power, renames that were flushed are there.</summary>
internal static partial class DirectoryFlush
{
    private const int ReadOnly = 0; // O_RDONLY is 0 on every Unix.

    /// <summary>Flushes the entries of <paramref name="folder"/>; does nothing on Windows, whose file systems log them.</summary>
    /// <exception cref="IOException">The device reports an error.</exception>
    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows()) return;

        // .NET refuses to open a folder, so the handle comes from the C library; flushing and closing are .NET's again.
        using var handle = new SafeFileHandle(OpenPath(folder, ReadOnly), ownsHandle: true);

        // A folder may be writable and not readable; then its entries are as durable as the system makes them by itself.
        if (!handle.IsInvalid) RandomAccess.FlushToDisk(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenPath(string path, int flags);
}
