using System.Runtime.InteropServices;

namespace MixPolicy.Scanning;

/// <summary>Writes one unit's index and heap. Not thread-safe.</summary>
internal sealed class UnitWriter : IDisposable
{
    private readonly FileStream _index;
    private readonly FileStream _heap;
    private readonly IndexEntry[] _entries = new IndexEntry[2048];
    private int _filled;
    private byte[] _strings = new byte[64 * 1024];
    private int _stringBytes;
    private long _heapStart;
    private int _recordStart;

    /// <summary>Creates both files, which must not exist.</summary>
    public UnitWriter(string indexPath, string heapPath)
    {
        _index = ScratchFiles.Create(indexPath);
        _heap = ScratchFiles.Create(heapPath);
    }

    /// <summary>Entries written.</summary>
    public long Records { get; private set; }

    /// <summary>The strings of the record being written.</summary>
    public ReadOnlySpan<byte> RecordStrings => _strings.AsSpan(_recordStart, _stringBytes - _recordStart);

    /// <summary>Starts a record's strings.</summary>
    public void Begin()
    {
        if (_stringBytes > 48 * 1024) FlushStrings();
        _recordStart = _stringBytes;
    }

    /// <summary>Adds a string, or its absence, to the record.</summary>
    public void AddString(ReadOnlySpan<byte> text, bool present)
    {
        while (_strings.Length - _stringBytes < text.Length + 5) Array.Resize(ref _strings, checked(_strings.Length * 2));
        _stringBytes += HeapString.Write(_strings.AsSpan(_stringBytes), text, present);
    }

    /// <summary>Ends the record.</summary>
    public void End(IndexEntry entry)
    {
        entry.Heap = _heapStart + _recordStart;
        entry.HeapBytes = _stringBytes - _recordStart;
        _entries[_filled++] = entry;
        Records++;
        if (_filled == _entries.Length) FlushEntries();
    }

    /// <summary>Writes out what is buffered.</summary>
    public void Complete()
    {
        FlushEntries();
        FlushStrings();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _index.Dispose();
        _heap.Dispose();
    }

    private void FlushEntries()
    {
        ScratchFiles.Write(_index, MemoryMarshal.AsBytes(_entries.AsSpan(0, _filled)));
        _filled = 0;
    }

    private void FlushStrings()
    {
        ScratchFiles.Write(_heap, _strings.AsSpan(0, _stringBytes));
        _heapStart += _stringBytes;
        (_stringBytes, _recordStart) = (0, 0);
    }
}
