using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MixPolicy.Scanning;

/// <summary>Reads single records of the index by number, in any order. Keeps a few files open; not thread-safe.</summary>
internal sealed class RecordLookup(RecordIndex index) : IDisposable
{
    private const int MaxOpen = 32;
    private readonly Dictionary<int, (SafeFileHandle Index, SafeFileHandle Heap)> _open = [];

    /// <summary>A record's unit and entry.</summary>
    public (int Unit, IndexEntry Entry) Entry(long record)
    {
        var unit = Unit(record);
        var entry = default(IndexEntry);
        var place = (record - index.Starts[unit]) * Unsafe.SizeOf<IndexEntry>();
        RandomAccess.Read(Files(unit).Index, MemoryMarshal.AsBytes(new Span<IndexEntry>(ref entry)), place);
        return (unit, entry);
    }

    /// <summary>A record's mapped id as UTF-8: the last of its strings.</summary>
    public byte[] Id(long record)
    {
        var (unit, entry) = Entry(record);
        var strings = new byte[entry.HeapBytes];
        RandomAccess.Read(Files(unit).Heap, strings, entry.Heap);
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

    private int Unit(long record)
    {
        var (low, high) = (0, index.Starts.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (index.Starts[middle] <= record) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private (SafeFileHandle Index, SafeFileHandle Heap) Files(int unit)
    {
        if (_open.TryGetValue(unit, out var files)) return files;
        if (_open.Count == MaxOpen) Dispose();
        return _open[unit] = (File.OpenHandle(index.Units[unit].IndexPath), File.OpenHandle(index.Units[unit].HeapPath));
    }
}
