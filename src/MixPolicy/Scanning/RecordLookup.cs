using Microsoft.Win32.SafeHandles;
using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>Reads single records of the index by number, in any order. Keeps a few files open; not thread-safe.</summary>
internal sealed class RecordLookup(RecordIndex index) : IDisposable
{
    private const int MaxOpen = 32;
    private readonly Dictionary<int, (SafeFileHandle Index, SafeFileHandle Heap)> _open = [];

    /// <summary>SHA-256 of a record's text.</summary>
    public Digest256 Digest(long record) => Value<Digest256>(record, IndexBlock.ColumnStart.Digests);

    /// <summary>Hash of what a record says beside its text and id.</summary>
    public ulong Attributes(long record) => Value<ulong>(record, IndexBlock.ColumnStart.Attributes);

    /// <summary>A record's unit, row group (-1 for line formats) and row.</summary>
    public (int Unit, int RowGroup, long Row) Place(long record) => (
        index.UnitOf(record), Value<int>(record, IndexBlock.ColumnStart.RowGroups), Value<long>(record, IndexBlock.ColumnStart.Rows));

    /// <summary>Where a record stands, for people: <c>web.jsonl, line 12</c>.</summary>
    public string Where(long record)
    {
        var (unit, rowGroup, row) = Place(record);
        return $"{index.Units[unit].File.Name}, {RowPlace.Words(rowGroup, row)}";
    }

    /// <summary>A record's mapped id as UTF-8: the last of its strings.</summary>
    public byte[] Id(long record)
    {
        var unit = index.UnitOf(record);
        var (start, length) = IndexBlock.ReadHeapPlace(Files(unit).Index, record - index.Starts[unit], index.Units[unit].Records);
        var strings = new byte[length];
        RandomAccess.Read(Files(unit).Heap, strings, start);
        ReadOnlySpan<byte> rest = strings;
        ReadOnlySpan<byte> last = default;
        while (!rest.IsEmpty) last = HeapString.Read(ref rest, out _);
        return last.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, files) in _open)
        {
            files.Index.Dispose();
            files.Heap.Dispose();
        }

        _open.Clear();
    }

    private T Value<T>(long record, IndexBlock.ColumnStart column)
        where T : unmanaged
    {
        var unit = index.UnitOf(record);
        return IndexBlock.ReadValue<T>(Files(unit).Index, record - index.Starts[unit], index.Units[unit].Records, column);
    }

    private (SafeFileHandle Index, SafeFileHandle Heap) Files(int unit)
    {
        if (_open.TryGetValue(unit, out var files)) return files;
        if (_open.Count == MaxOpen) Dispose();
        return _open[unit] = (File.OpenHandle(index.Units[unit].IndexPath), File.OpenHandle(index.Units[unit].HeapPath));
    }
}
