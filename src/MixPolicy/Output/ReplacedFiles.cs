using Microsoft.Win32.SafeHandles;

namespace MixPolicy.Output;

/// <summary>
/// Keeps the files that a set replaces open until all of it is in place. A file system frees a replaced file's space inside the
/// rename, unless someone has it open: milliseconds, more for large files, in which the folder shows a part of each set. Held, a
/// rename takes microseconds, and the space is freed on dispose. Does nothing on Windows, where an open file is not replaced.
/// </summary>
internal sealed class ReplacedFiles : IDisposable
{
    private readonly List<SafeFileHandle> _held = [];

    /// <summary>Opens those of <paramref name="paths"/> that exist and can be read.</summary>
    public ReplacedFiles(IEnumerable<string> paths)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var path in paths.Where(File.Exists))
        {
            try
            {
                _held.Add(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            }
            catch (Exception exception) when (OutputUnwritableException.IsCause(exception))
            {
                // It is replaced all the same, if more slowly.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var handle in _held) handle.Dispose();
    }
}
