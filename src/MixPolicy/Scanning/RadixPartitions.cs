using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MixPolicy.Scanning;

/// <summary>
/// Groups more fixed-width items than memory holds: each goes to one of 64 files by the top bits of an evenly spread hash, and each file is
/// then loaded alone. Written by one thread. Items of one group are always in one partition. Memory: 64 small buffers while writing, one
/// partition while reading.
/// </summary>
internal sealed class RadixPartitions<T> : IDisposable
    where T : unmanaged
{
    private const int Bits = 6;
    private const int Count = 1 << Bits;

    private readonly string _path;
    private readonly T[][] _buffers = new T[Count][];
    private readonly int[] _filled = new int[Count];
    private readonly FileStream?[] _files = new FileStream?[Count];
    private readonly long[] _items = new long[Count];

    /// <summary>Partitions in files named from a path, which must be free.</summary>
    public RadixPartitions(string path)
    {
        _path = path;
        var capacity = Math.Max(16, 32 * 1024 / Unsafe.SizeOf<T>());
        for (var i = 0; i < Count; i++) _buffers[i] = new T[capacity];
    }

    /// <summary>Items added.</summary>
    public long Total => _items.Sum();

    /// <summary>Adds an item to the group of a hash.</summary>
    public void Add(ulong hash, in T item)
    {
        var partition = (int)(hash >> (64 - Bits));
        var buffer = _buffers[partition];
        buffer[_filled[partition]++] = item;
        _items[partition]++;
        if (_filled[partition] == buffer.Length) Spill(partition);
    }

    /// <summary>Each partition's items, in the order in which they were added. The array lives until the next partition.</summary>
    public IEnumerable<Memory<T>> Load()
    {
        T[] items = [];
        for (var partition = 0; partition < Count; partition++)
        {
            if (_items[partition] == 0) continue;
            var total = checked((int)_items[partition]);
            if (items.Length < total) items = new T[total];
            var spilled = total - _filled[partition];
            if (_files[partition] is { } file)
            {
                file.Flush();
                file.Position = 0;
                ReadWhole(file, items.AsSpan(0, spilled));
            }

            _buffers[partition].AsSpan(0, _filled[partition]).CopyTo(items.AsSpan(spilled));
            yield return items.AsMemory(0, total);
        }
    }

    /// <summary>Deletes the files.</summary>
    public void Dispose()
    {
        foreach (var file in _files) file?.Dispose();
    }

    private static void ReadWhole(FileStream file, Span<T> items)
    {
        // A span of bytes holds at most 2^31 - 1 of them: read in slices.
        var slice = Math.Max(1, 64 * 1024 * 1024 / Unsafe.SizeOf<T>());
        for (var at = 0; at < items.Length; at += slice)
        {
            file.ReadExactly(MemoryMarshal.AsBytes(items.Slice(at, Math.Min(slice, items.Length - at))));
        }
    }

    private void Spill(int partition)
    {
        var file = _files[partition] ??= ScratchFiles.Create($"{_path}.{partition:00}", FileOptions.DeleteOnClose);
        ScratchFiles.Write(file, MemoryMarshal.AsBytes(_buffers[partition].AsSpan(0, _filled[partition])));
        _filled[partition] = 0;
    }
}
