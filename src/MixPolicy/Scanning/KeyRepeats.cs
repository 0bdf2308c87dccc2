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
