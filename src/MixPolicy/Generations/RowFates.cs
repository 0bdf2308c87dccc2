using System.IO.MemoryMappedFiles;
using MixPolicy.Output;
using MixPolicy.Scanning;

namespace MixPolicy.Generations;

/// <summary>
/// A <see cref="RowFate"/> a row of the parent's manifest, in a mapped scratch file that exists from the first one on: memory is the system's to take
/// back. Those of different rows may be set from any thread at once. Read when all are set.
/// </summary>
internal sealed class RowFates(string path, long rows) : IDisposable
{
    private readonly Lock _making = new();
    private MemoryMappedFile? _file;
    private volatile MemoryMappedViewAccessor? _view;

    /// <summary>Whether any row has one.</summary>
    public bool Any => _view is not null;

    /// <summary>The fate of a row.</summary>
    public RowFate this[long row]
    {
        get => _view is { } view ? (RowFate)view.ReadByte(row) : RowFate.None;
        set => (_view ?? Make()).Write(row, (byte)value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view?.Dispose();
        _file?.Dispose();
    }

    private MemoryMappedViewAccessor Make()
    {
        lock (_making)
        {
            if (_view is { } made) return made;
            try
            {
                // All of it at once: a page of a mapped file that the disk has no room for would end the process.
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, PreallocationSize = rows };
                var stream = new FileStream(path, options);
                stream.SetLength(rows);
                _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
                return _view = _file.CreateViewAccessor();
            }
            catch (Exception e) when (OutputUnwritableException.IsCause(e))
            {
                throw ScratchFiles.Unwritable(e);
            }
        }
    }
}
