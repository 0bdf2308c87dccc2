using System.IO.Hashing;

namespace MixPolicy.Scanning;

/// <summary>Writes one unit's index and heap. Not thread-safe.</summary>
internal sealed class UnitWriter : IDisposable
{
    private const int FullStrings = 48 * 1024;
    private readonly FileStream _index;
    private readonly FileStream _heap;
    private readonly XxHash128 _indexHash = new();
    private readonly XxHash128 _heapHash = new();
    private readonly IndexBlock _block = new();
    private byte[] _strings = new byte[64 * 1024];
    private int _stringBytes;
    private int _recordStart;
    private long _heapEnd;

    /// <summary>Creates both files, which must not exist.</summary>
    public UnitWriter(string indexPath, string heapPath)
    {
        _index = ScratchFiles.Create(indexPath);
        _heap = ScratchFiles.Create(heapPath);
    }

    /// <summary>Entries written.</summary>
    public long Records { get; private set; }

    /// <summary>Hash of the index file, when it is complete.</summary>
    public string IndexHash => Convert.ToHexStringLower(_indexHash.GetCurrentHash());

    /// <summary>Hash of the heap, when it is complete.</summary>
    public string HeapHash => Convert.ToHexStringLower(_heapHash.GetCurrentHash());

    /// <summary>The strings of the record being written.</summary>
    public ReadOnlySpan<byte> RecordStrings => _strings.AsSpan(_recordStart, _stringBytes - _recordStart);

    /// <summary>Starts a record's strings.</summary>
    public void Begin()
    {
        if (_stringBytes > FullStrings) FlushStrings();
        _recordStart = _stringBytes;
    }

    /// <summary>Adds a string, or its absence, to the record.</summary>
    public void AddString(ReadOnlySpan<byte> text, bool present)
    {
        while (_strings.Length - _stringBytes < text.Length + 5) Array.Resize(ref _strings, checked(_strings.Length * 2));
        _stringBytes += HeapString.Write(_strings.AsSpan(_stringBytes), text, present);
    }

    /// <summary>Ends the record. The entry's place in the heap is found here.</summary>
    public void End(in IndexEntry entry)
    {
        var (block, at, bytes) = (_block, _block.Count++, _stringBytes - _recordStart);
        if (at == 0) block.HeapStart = _heapEnd;
        _heapEnd += bytes;
        block.Keys[at] = entry.Key;
        block.Classes[at] = entry.Class;
        block.Tokens[at] = entry.Tokens;
        block.Bytes[at] = entry.Bytes;
        block.Attributes[at] = entry.Attributes;
        block.Digests[at] = entry.Digest;
        block.CollectedAt[at] = entry.CollectedAt;
        block.Rows[at] = entry.Row;
        block.RowGroups[at] = entry.RowGroup;
        block.HeapBytes[at] = bytes;
        Records++;
        if (block.Count == IndexBlock.Capacity) block.Write(_index, _indexHash);
    }

    /// <summary>Writes out what is buffered.</summary>
    public void Complete()
    {
        if (_block.Count > 0) _block.Write(_index, _indexHash);
        FlushStrings();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _index.Dispose();
        _heap.Dispose();
    }

    private void FlushStrings()
    {
        ScratchFiles.Write(_heap, _strings.AsSpan(0, _stringBytes));
        _heapHash.Append(_strings.AsSpan(0, _stringBytes));
        (_stringBytes, _recordStart) = (0, 0);
    }
}
