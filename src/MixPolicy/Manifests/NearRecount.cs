using System.Buffers.Text;
using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Rules;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>Counts the near duplicates of a manifest from its rows, by partitions.</summary>
internal sealed class NearRecount(RecountLayout layout, string workFolder) : IDisposable
{
    private readonly RadixPartitions<SeenNear> _rows = new(Path.Combine(workFolder, "near-rows"));
    private readonly int _column = layout.At(NearColumn.Name);

    /// <summary>A writer for a worker; null where no rule looks for near duplicates. Thread-safe.</summary>
    public RadixPartitions<SeenNear>.Writer? Open() => layout.Schema.Near is null ? null : _rows.Open();

    /// <summary>Adds a row.</summary>
    /// <exception cref="SourceFileException">Its group is not written as one.</exception>
    public void Add(RadixPartitions<SeenNear>.Writer rows, RecordBatch batch, int row, long amount, long times)
    {
        var text = batch.Columns[_column].Utf8(row);
        if (text.IsEmpty) return;
        if (text.Length != NearColumn.Digits || !Utf8Parser.TryParse(text, out ulong group, out var read, 'x') || read != text.Length)
        {
            throw new SourceFileException(
                Codes.ManifestUnreadable, $"{RowPlace.Words(batch.RowGroup, batch.Row(row))} of the manifest: {NearColumn.Name} is not {NearColumn.Digits} hex digits");
        }

        rows.Add(group, new SeenNear(group, amount, times));
    }

    /// <summary>What has been counted, when nobody adds any more; null where no rule asks.</summary>
    public NearCounts? Evidence(int threads, CancellationToken cancellation)
    {
        if (layout.Schema.Near is null) return null;
        var sums = Workers.Run(RadixPartitions<SeenNear>.Count, threads, () => new Sums(), (partition, own) => own.Add(_rows, partition), cancellation);
        return new NearCounts(
            sums.Sum(s => s.Groups), sums.Sum(s => s.Records), sums.Aggregate(BigInteger.Zero, (sum, s) => sum + (BigInteger)s.Amount));
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    /// <summary>Sums over groups with several rows. One worker an instance.</summary>
    private sealed class Sums
    {
        private SeenNear[] _room = [];

        /// <summary>Groups.</summary>
        public long Groups { get; private set; }

        /// <summary>Their rows.</summary>
        public long Records { get; private set; }

        /// <summary>What is beyond the largest row of each.</summary>
        public Int128 Amount { get; private set; }

        public void Add(RadixPartitions<SeenNear> rows, int partition)
        {
            var seen = rows.Load(partition, ref _room);
            seen.Sort();
            for (var i = 0; i < seen.Length;)
            {
                var first = i;
                while (++i < seen.Length && seen[i].Group == seen[first].Group) Amount += seen[i].Whole;
                if (i - first < 2) continue;
                Groups++;
                Records += i - first;
            }
        }
    }
}
