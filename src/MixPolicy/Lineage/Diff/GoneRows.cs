using MixPolicy.Manifests;
using MixPolicy.Scanning;

namespace MixPolicy.Lineage.Diff;

/// <summary>Tells human rows that were replaced, because their source and id have another text now, from those that are lost.</summary>
/// <param name="Lost">How many are lost.</param>
/// <param name="Replaced">How many were replaced.</param>
/// <param name="FirstLost">Rows of the older manifest: the first ten.</param>
/// <param name="FirstReplaced">As before.</param>
internal sealed record GoneRows(long Lost, long Replaced, IReadOnlySet<long> FirstLost, IReadOnlySet<long> FirstReplaced)
{
    private const int Shown = 10;

    /// <summary>Tells them apart; the newer manifest is read once more, if any is gone.</summary>
    /// <param name="gone">Those whose text is gone.</param>
    /// <param name="newer">The newer manifest.</param>
    /// <param name="scratchFolder">Folder for scratch files.</param>
    /// <param name="threads">Workers, at least 1; changes no figure.</param>
    /// <param name="cancellation">Ends it.</param>
    public static GoneRows Of(RadixPartitions<GoneRow> gone, ManifestAtHand newer, string scratchFolder, int threads, CancellationToken cancellation)
    {
        if (gone.Total == 0) return new GoneRows(0, 0, new SortedSet<long>(), new SortedSet<long>());
        using var held = new RadixPartitions<RowIdentity>(Path.Combine(scratchFolder, "held"));
        newer.Rows(["source", "id"]).Read(
            threads,
            held.Open,
            (batch, writer) =>
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    var identity = RowIdentity.Of(batch.Columns[0].Utf8(row), batch.Columns[1].Utf8(row));
                    writer.Add(identity.Head, identity);
                }
            },
            cancellation);
        var parts = Workers.Run(RadixPartitions<GoneRow>.Count, threads, () => new Part(gone, held), (partition, part) => part.Add(partition), cancellation);
        return new GoneRows(parts.Sum(p => p.Lost), parts.Sum(p => p.Replaced), First(parts.SelectMany(p => p.FirstLost)), First(parts.SelectMany(p => p.FirstReplaced)));
    }

    private static SortedSet<long> First(IEnumerable<long> rows) => [.. rows.Order().Take(Shown)];

    /// <summary>One worker an instance. Of the gone, only a few thousand are in memory at once; of the held, a partition of 16 bytes each.</summary>
    private sealed class Part(RadixPartitions<GoneRow> gone, RadixPartitions<RowIdentity> held)
    {
        private readonly GoneRow[] _piece = new GoneRow[4096];
        private RowIdentity[] _held = [];

        public long Lost { get; private set; }

        public long Replaced { get; private set; }

        public SortedSet<long> FirstLost { get; } = [];

        public SortedSet<long> FirstReplaced { get; } = [];

        public void Add(int partition)
        {
            if (gone.Items(partition) == 0) return;
            var there = held.Load(partition, ref _held);
            there.Sort();
            for (long from = 0; gone.Load(partition, from, _piece) is > 0 and var count; from += count)
            {
                foreach (ref readonly var row in _piece.AsSpan(0, count))
                {
                    var isReplaced = there.BinarySearch(row.Identity) >= 0;
                    if (isReplaced) Replaced++;
                    else Lost++;
                    var first = isReplaced ? FirstReplaced : FirstLost;
                    first.Add(row.Row);
                    if (first.Count > Shown) first.Remove(first.Max);
                }
            }
        }
    }
}
