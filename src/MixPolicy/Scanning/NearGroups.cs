using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace MixPolicy.Scanning;

/// <summary>
/// The pool's groups of near duplicates: records of which some band of the signatures is alike are joined, outside memory. A group is called by the first
/// 64 bits of the least digest in it; one of its records stands for it, and the others are marked as near copies.
/// </summary>
internal sealed class NearGroups : IDisposable
{
    /// <summary>A record that must be kept since the parent had its text stands for its group before one that need not be.</summary>
    private const ulong NotInParent = 1UL << 63;

    private readonly RecordIndex _index;
    private readonly NearGathering _gathering;
    private readonly NearClusters _clusters;

    private NearGroups(RecordIndex index, NearGathering gathering)
    {
        (_index, _gathering) = (index, gathering);
        _clusters = new NearClusters(Path.Combine(index.WorkFolder, "near-groups"), index.Records);
    }

    /// <summary>Finds the groups; null when no rule asks.</summary>
    /// <param name="schema">What the rules look at.</param>
    /// <param name="index">Every record that may be taken, with its marks.</param>
    /// <param name="threads">Workers, at least 1; changes nothing.</param>
    /// <param name="cancellation">Ends it.</param>
    public static NearGroups? Take(RecordSchema schema, RecordIndex index, int threads, CancellationToken cancellation)
    {
        if (schema.Near is not { } gathering) return null;
        var groups = new NearGroups(index, gathering);
        try
        {
            groups.Join(threads, cancellation);
            groups.Name(cancellation);
            return groups;
        }
        catch
        {
            groups.Dispose();
            throw;
        }
    }

    /// <summary>What a record's group is called; null for a record that is like no other. Not thread-safe.</summary>
    public ulong? Of(long record) => _clusters.IsJoined(record) ? _clusters.Name(_clusters.Root(record)) : null;

    /// <inheritdoc/>
    public void Dispose() => _clusters.Dispose();

    private void Join(int threads, CancellationToken cancellation) => KeyRepeats.ForEach(
        _index,
        "near",
        threads,
        (unit, writer) => Divide(unit, writer, cancellation),
        alike =>
        {
            for (var i = 1; i < alike.Length; i++)
            {
                if (alike[i].Key == alike[i - 1].Key) _clusters.Join(alike[i - 1].Number, alike[i].Number);
            }
        },
        cancellation);

    private void Divide(int unit, RadixPartitions<KeyedRecord>.Writer writer, CancellationToken cancellation)
    {
        var width = _gathering.Bands.Bands;
        var hashes = new ulong[IndexBlock.Capacity * width];
        using var file = new FileStream(_index.Units[unit].PathOf(NearGathering.FileKind), FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using var reader = new UnitReader(_index, unit);
        while (reader.Next(IndexBlock.Columns.Keys))
        {
            cancellation.ThrowIfCancellationRequested();
            var block = hashes.AsSpan(0, reader.Block.Count * width);
            file.ReadExactly(MemoryMarshal.AsBytes(block));
            for (var i = 0; i < reader.Block.Count; i++)
            {
                var record = block.Slice(i * width, width);
                if (reader.Occurrences[i] < 0 || !record.ContainsAnyExcept(0UL)) continue;
                foreach (var hash in record) writer.Add(hash, new KeyedRecord(hash, reader.UnitStart + reader.BlockStart + i));
            }
        }
    }

    /// <summary>Names each group by its least digest, and marks the records that do not stand for theirs: whose rank is not the least.</summary>
    private void Name(CancellationToken cancellation)
    {
        Walk((record, head, rank) => _clusters.Note(_clusters.Root(record), head, rank), cancellation);
        Walk(
            (record, _, rank) =>
            {
                if (rank != _clusters.Rank(_clusters.Root(record))) _index.Facts.Add(record, RecordFact.NearCopy);
            },
            cancellation);
    }

    /// <summary>Visits the records of groups with the head of their digests and a rank that depends on nothing but who and what they are.</summary>
    private void Walk(Action<long, ulong, ulong> visit, CancellationToken cancellation)
    {
        Span<ulong> said = stackalloc ulong[3];
        for (var unit = 0; unit < _index.Units.Count; unit++)
        {
            if (_index.Units[unit].Records == 0) continue;
            using var reader = new UnitReader(_index, unit);
            while (reader.Next(IndexBlock.Columns.All))
            {
                cancellation.ThrowIfCancellationRequested();
                for (var i = 0; i < reader.Block.Count; i++)
                {
                    var record = reader.UnitStart + reader.BlockStart + i;
                    if (!_clusters.IsJoined(record)) continue;
                    (said[0], said[1], said[2]) = (reader.Block.Digests[i].Head, reader.Block.Keys[i], (ulong)reader.Occurrences[i]);
                    var rank = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(said)) >> 1;
                    visit(record, said[0], reader.Fact(i).IsInParent ? rank : rank | NotInParent);
                }
            }
        }
    }
}
