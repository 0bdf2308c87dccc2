using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>
/// Finds the records of the pool that hold the same text as another, over all sources, outside memory. Most texts stand once, and the first 64 bits
/// of their digests tell those apart: only records that share these are read again, whole, and grouped by all 256 bits. In memory stays a bit a
/// record, which is less than what a partition takes.
/// </summary>
internal sealed class TextGroups(RecordIndex index, MixUnit unit)
{
    private readonly ulong[] _shares = new ulong[(index.Records / 64) + 1];

    /// <summary>Settles the records of one text, of which there are at least two, in the order of the index.</summary>
    /// <param name="group">The records; may be put in another order.</param>
    /// <param name="own">What the worker has for itself.</param>
    public delegate void Settle<in T>(Span<TextRecord> group, T own);

    /// <summary>Calls for each text that several records hold; texts side by side. Returns what the workers had, in no order.</summary>
    public IReadOnlyList<T> ForEach<T>(int threads, Func<T> make, Settle<T> settle, CancellationToken cancellation)
    {
        if (!FindShared(threads, cancellation)) return [];
        using var copies = new RadixPartitions<TextRecord>(Path.Combine(index.WorkFolder, "copies"));
        index.ForEachUnit(threads, copies.Open, (number, writer) => Gather(number, writer, cancellation), cancellation);
        return [.. Workers.Run(
            RadixPartitions<TextRecord>.Count,
            threads,
            () => new Worker<T>(make()),
            (partition, worker) =>
            {
                var records = copies.Load(partition, ref worker.Room);
                records.Sort();
                for (int start = 0, end; start < records.Length; start = end)
                {
                    for (end = start + 1; end < records.Length && records[end].Digest.Equals(records[start].Digest);) end++;
                    if (end - start > 1) settle(records[start..end], worker.Own);
                }
            },
            cancellation).Select(worker => worker.Own)];
    }

    /// <summary>Notes the records whose digest begins as another's; false when there are none.</summary>
    private bool FindShared(int threads, CancellationToken cancellation)
    {
        var found = false;
        KeyRepeats.ForEach(
            index,
            "texts",
            threads,
            (number, writer) => Divide(number, writer, cancellation),
            shared =>
            {
                foreach (var (_, number) in shared) Interlocked.Or(ref _shares[number / 64], 1UL << (int)(number % 64));
                Volatile.Write(ref found, true);
            },
            cancellation);
        return found;
    }

    private void Divide(int number, RadixPartitions<KeyedRecord>.Writer writer, CancellationToken cancellation)
    {
        using var reader = new UnitReader(index, number);
        while (reader.Next(IndexBlock.Columns.Digests))
        {
            cancellation.ThrowIfCancellationRequested();
            var first = reader.UnitStart + reader.BlockStart;
            for (var i = 0; i < reader.Block.Count; i++)
            {
                if (reader.Occurrences[i] < 0) continue;
                var head = reader.Block.Digests[i].Head;
                writer.Add(head, new KeyedRecord(head, first + i));
            }
        }
    }

    private void Gather(int number, RadixPartitions<TextRecord>.Writer writer, CancellationToken cancellation)
    {
        using var reader = new UnitReader(index, number);
        while (reader.Next(IndexBlock.Columns.Digests))
        {
            cancellation.ThrowIfCancellationRequested();
            var first = reader.UnitStart + reader.BlockStart;
            for (var i = 0; i < reader.Block.Count; i++)
            {
                if ((_shares[(first + i) / 64] >> (int)((first + i) % 64) & 1) == 0) continue;
                reader.Complete();
                var block = reader.Block;
                writer.Add(block.Digests[i].Head, new TextRecord(block.Digests[i], block.Keys[i], first + i, block.Amount(unit, i), reader.Occurrences[i], block.Classes[i]));
            }
        }
    }

    private sealed class Worker<T>(T own)
    {
        public TextRecord[] Room = [];

        public T Own => own;
    }
}
