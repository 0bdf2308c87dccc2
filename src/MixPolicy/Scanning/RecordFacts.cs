using System.IO.MemoryMappedFiles;
using MixPolicy.Output;

namespace MixPolicy.Scanning;

/// <summary>
/// One <see cref="RecordFact"/> a record of the index, in a mapped scratch file that exists from the first fact on: memory is the system's to take
/// back. Facts of different records may be set from any thread at once; those of one record come one after the other. Read when all are set.
/// </summary>
internal sealed class RecordFacts(string path, long records) : IDisposable
{
    private readonly Lock _making = new();
    private MemoryMappedFile? _file;
    private volatile MemoryMappedViewAccessor? _view;

    /// <summary>Whether any record has one.</summary>
    public bool Any => _view is not null;

    /// <summary>Adds a fact to what is known of a record.</summary>
    /// <param name="record">Its number in the index.</param>
    /// <param name="fact">The fact.</param>
    public void Add(long record, RecordFact fact)
    {
        var view = _view ?? Make();
        view.Write(record * sizeof(ushort), new RecordFact(view.ReadUInt16(record * sizeof(ushort))).And(fact).Bits);
    }

    /// <summary>The facts of consecutive records; only where there are <see cref="Any"/>.</summary>
    public void Read(long first, Span<ushort> facts)
    {
        for (var i = 0; i < facts.Length; i++) facts[i] = _view!.ReadUInt16((first + i) * sizeof(ushort));
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
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, PreallocationSize = records * sizeof(ushort) };
                var stream = new FileStream(path, options);
                stream.SetLength(records * sizeof(ushort));
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
