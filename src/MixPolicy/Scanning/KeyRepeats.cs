using System.Numerics;

namespace MixPolicy.Scanning;

/// <summary>A record of the index by its key. Sorts by key, then by place.</summary>
/// <param name="Key">Its selection key.</param>
/// <param name="Number">Its number in the index.</param>
internal readonly record struct KeyedRecord(ulong Key, long Number) : IComparable<KeyedRecord>
{
    /// <inheritdoc/>
    public int CompareTo(KeyedRecord other) => Key != other.Key ? Key.CompareTo(other.Key) : Number.CompareTo(other.Number);
}

/// <summary>
/// Finds the records of a partition whose key another record has too. Most keys stand once, and a table of keys tells those apart for a
/// fraction of what sorting them costs. Buffers are reused; one worker an instance.
/// </summary>
internal sealed class KeyRepeats
{
    private readonly HashSet<ulong> _repeated = [];
    private KeyedRecord[] _room = [];
    private ulong[] _table = [];

    /// <summary>
    /// Finds the records of an index whose key another has too, outside memory: units side by side, then partitions, each of whose repeated records are
    /// handed over together, sorted.
    /// </summary>
    /// <param name="index">The records.</param>
    /// <param name="name">Of the scratch files.</param>
    /// <param name="threads">Workers, at least 1.</param>
    /// <param name="divide">Writes the keys of a unit's records.</param>
    /// <param name="settle">Takes what shares keys: at least two records; from any thread.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void ForEach(
        RecordIndex index,
        string name,
        int threads,
        Action<int, RadixPartitions<KeyedRecord>.Writer> divide,
        Action<ReadOnlySpan<KeyedRecord>> settle,
        CancellationToken cancellation)
    {
        using var keyed = new RadixPartitions<KeyedRecord>(Path.Combine(index.WorkFolder, name));
        index.ForEachUnit(threads, keyed.Open, divide, cancellation);
        Workers.Run(
            RadixPartitions<KeyedRecord>.Count,
            threads,
            () => new KeyRepeats(),
            (partition, keys) =>
            {
                var repeats = keys.Find(keyed, partition);
                if (!repeats.IsEmpty) settle(repeats);
            },
            cancellation);
    }

    /// <summary>The records of a partition that share their key, sorted; they live until the next call.</summary>
    public Span<KeyedRecord> Find(RadixPartitions<KeyedRecord> partitions, int partition)
    {
        var records = partitions.Load(partition, ref _room);
        _repeated.Clear();
        Tabulate(records);
        if (_repeated.Count == 0) return [];
        var kept = 0;
        foreach (var record in records)
        {
            if (_repeated.Contains(record.Key)) records[kept++] = record;
        }

        records[..kept].Sort();
        return records[..kept];
    }

    private void Tabulate(ReadOnlySpan<KeyedRecord> records)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)records.Length + 1) * 2;
        if (_table.Length < size) _table = new ulong[size];
        var table = _table.AsSpan(0, size);
        table.Clear();
        var sawZero = false;
        foreach (var (key, _) in records)
        {
            if (key == 0)
            {
                if (sawZero) _repeated.Add(0);
                sawZero = true; // a zero means a free place in the table
                continue;
            }

            // The top bits are the partition's, alike for all.
            var at = (int)(key & (uint)(size - 1));
            for (; table[at] != 0; at = (at + 1) & (size - 1))
            {
                if (table[at] != key) continue;
                _repeated.Add(key);
                break;
            }

            table[at] = key;
        }
    }
}
