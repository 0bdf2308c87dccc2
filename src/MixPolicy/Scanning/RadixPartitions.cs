using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MixPolicy.Scanning;

/// <summary>
/// Groups more fixed-width items than memory holds: each goes to one of 64 files by the top bits of an evenly spread hash, and each file is
/// then loaded alone. Items of one group are always in one partition. Written through <see cref="Writer"/>s, one a worker; in which order the
/// items of a partition come depends on the workers, so whoever loads it sorts. Memory: 64 small buffers a writer, a partition while reading.
/// </summary>
internal sealed class RadixPartitions<T> : IDisposable
    where T : unmanaged
{
    /// <summary>How many partitions there are.</summary>
    public const int Count = 1 << Bits;

    /// <summary>Leading bits of the hash that all items of a partition share.</summary>
    public const int Bits = 6;

    private const int BufferBytes = 32 * 1024;

    private readonly string _path;
    private readonly Lock[] _locks = [.. Enumerable.Range(0, Count).Select(_ => new Lock())];
    private readonly FileStream?[] _files = new FileStream?[Count];
    private readonly long[] _spilled = new long[Count];
    private readonly List<Writer> _writers = [];

    /// <summary>Partitions in files named from a path, which must be free.</summary>
    public RadixPartitions(string path) => _path = path;

    /// <summary>Items added; to be asked when nobody writes.</summary>
    public long Total => Enumerable.Range(0, Count).Sum(Items);

    /// <summary>A new writer. Thread-safe.</summary>
    public Writer Open()
    {
        var writer = new Writer(this);
        lock (_writers) _writers.Add(writer);
        return writer;
    }

    /// <summary>Loads a partition when nobody writes any more. Thread-safe for different partitions.</summary>
    /// <param name="partition">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="room">Reused from partition to partition, and replaced by a larger one where needed.</param>
    /// <returns>The part of the room that holds the items.</returns>
    public Span<T> Load(int partition, ref T[] room)
    {
        var total = checked((int)Items(partition));
        if (room.Length < total) room = new T[total];
        if (_files[partition] is { } file)
        {
            file.Position = 0;
            ReadWhole(file, room.AsSpan(0, (int)_spilled[partition]));
        }

        var at = (int)_spilled[partition];
        foreach (var writer in _writers) at += writer.CopyTo(partition, room.AsSpan(at));
        return room.AsSpan(0, total);
    }

    /// <summary>Loads a piece of a partition when nobody writes any more. Thread-safe for different partitions.</summary>
    /// <param name="partition">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="from">How many of its items come before the piece.</param>
    /// <param name="room">Takes the items.</param>
    /// <returns>How many items there were; 0 behind the last.</returns>
    public int Load(int partition, long from, Span<T> room)
    {
        var count = (int)Math.Clamp(Items(partition) - from, 0, room.Length);
        var spilled = (int)Math.Clamp(_spilled[partition] - from, 0, count);
        if (spilled > 0)
        {
            _files[partition]!.Position = from * Unsafe.SizeOf<T>();
            ReadWhole(_files[partition]!, room[..spilled]);
        }

        var (at, skip) = (spilled, Math.Max(0, from - _spilled[partition]));
        foreach (var writer in _writers)
        {
            if (at == count) break;
            var held = writer.HeldItems(partition);
            if (skip >= held.Length)
            {
                skip -= held.Length;
                continue;
            }

            var piece = held[(int)skip..];
            piece = piece[..Math.Min(piece.Length, count - at)];
            piece.CopyTo(room[at..]);
            (at, skip) = (at + piece.Length, 0);
        }

        return count;
    }

    /// <summary>Items of a partition; to be asked when nobody writes.</summary>
    /// <param name="partition">From 0 to <see cref="Count"/> - 1.</param>
    public long Items(int partition) => _spilled[partition] + _writers.Sum(w => w.Held(partition));

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

    private void Spill(int partition, ReadOnlySpan<T> items)
    {
        lock (_locks[partition])
        {
            var file = _files[partition] ??= ScratchFiles.Create($"{_path}.{partition:00}", FileOptions.DeleteOnClose);
            ScratchFiles.Write(file, MemoryMarshal.AsBytes(items));
            _spilled[partition] += items.Length;
        }
    }

    /// <summary>Adds items; one worker an instance.</summary>
    internal sealed class Writer(RadixPartitions<T> partitions)
    {
        private static readonly int Capacity = Math.Max(16, BufferBytes / Unsafe.SizeOf<T>());
        private readonly T[]?[] _buffers = new T[Count][];
        private readonly int[] _filled = new int[Count];

        /// <summary>Adds an item to the group of a hash.</summary>
        public void Add(ulong hash, in T item)
        {
            var partition = (int)(hash >> (64 - Bits));
            var buffer = _buffers[partition] ??= new T[Capacity];
            buffer[_filled[partition]++] = item;
            if (_filled[partition] < buffer.Length) return;
            partitions.Spill(partition, buffer);
            _filled[partition] = 0;
        }

        /// <summary>Items of a partition that no file holds yet.</summary>
        internal int Held(int partition) => _filled[partition];

        /// <summary>Those items.</summary>
        internal ReadOnlySpan<T> HeldItems(int partition) => _buffers[partition].AsSpan(0, _filled[partition]);

        /// <summary>Copies those items; how many they are.</summary>
        internal int CopyTo(int partition, Span<T> target)
        {
            _buffers[partition].AsSpan(0, _filled[partition]).CopyTo(target);
            return _filled[partition];
        }
    }
}
