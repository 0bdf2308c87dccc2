using System.IO.MemoryMappedFiles;
using MixPolicy.Output;

namespace MixPolicy.Scanning;

/// <summary>
/// A scratch file of zeros, mapped into memory, which is the system's to take back. It exists from the first time that it is made on. Whoever writes to
/// different places may do so from any thread at once.
/// </summary>
/// <param name="path">A file that does not exist.</param>
/// <param name="bytes">Its length.</param>
internal sealed class MappedScratch(string path, long bytes) : IDisposable
{
    private readonly Lock _making = new();
    private MemoryMappedFile? _file;
    private volatile MemoryMappedViewAccessor? _view;

    /// <summary>Its bytes; null while nobody has made it.</summary>
    public MemoryMappedViewAccessor? Made => _view;

    /// <summary>Its bytes, of a file that is made if it is not there yet.</summary>
    /// <exception cref="OutputUnwritableException">It cannot be made.</exception>
    public MemoryMappedViewAccessor Make()
    {
        if (_view is { } there) return there;
        lock (_making)
        {
            if (_view is { } made) return made;
            try
            {
                // All of it at once: a page of a mapped file that the disk has no room for would end the process. Nothing cannot be mapped.
                var length = Math.Max(1, bytes);
                var options = new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.ReadWrite,
                    PreallocationSize = length,
                    Options = FileOptions.DeleteOnClose,
                };
                var stream = new FileStream(path, options);
                stream.SetLength(length);
                _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
                return _view = _file.CreateViewAccessor();
            }
            catch (Exception e) when (OutputUnwritableException.IsCause(e))
            {
                throw ScratchFiles.Unwritable(e);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view?.Dispose();
        _file?.Dispose();
    }
}
