using System.Globalization;
using MixPolicy.Hashing;
using MixPolicy.Scanning;

namespace MixPolicy.Lineage.Diff;

/// <summary>
/// Brings the rows of two manifests together by their texts. Partitions that are too large for memory are divided again, so that memory does not grow
/// with rows, but only with those of one text.
/// </summary>
/// <param name="excused">The texts that the newer report says were taken down.</param>
/// <param name="gone">Takes human rows whose text is gone.</param>
/// <param name="scratchFolder">Folder for scratch files.</param>
/// <param name="cancellation">Ends the comparison.</param>
/// <param name="mostLoaded">Rows of both that a worker holds at once.</param>
internal sealed class RowJoin(
    IReadOnlySet<Digest256> excused, RadixPartitions<GoneRow> gone, string scratchFolder, CancellationToken cancellation, int mostLoaded = RowJoin.MostLoaded)
{
    /// <summary>Rows of both that are held at once by a worker: 72 bytes each.</summary>
    public const int MostLoaded = 1 << 18;

    /// <summary>How often a partition is divided: after so many bits of a digest, rows are of one text.</summary>
    private const int MostLevels = 64 / RadixPartitions<ComparedRow>.Bits;

    private readonly string _folder = scratchFolder;
    private readonly int _mostLoaded = mostLoaded;
    private readonly CancellationToken _cancellation = cancellation;

    /// <summary>Compares them; what was found.</summary>
    /// <param name="older">Rows of the older manifest.</param>
    /// <param name="newer">Rows of the newer one.</param>
    /// <param name="threads">Workers, at least 1; changes no figure.</param>
    public RowComparison Run(RadixPartitions<ComparedRow> older, RadixPartitions<ComparedRow> newer, int threads)
    {
        var workers = Workers.Run(
            RadixPartitions<ComparedRow>.Count, threads, () => new Worker(this, new RowComparison(excused, gone.Open())), (partition, worker) => worker.Join(older, newer, partition, 1, ""), _cancellation);
        foreach (var other in workers.Skip(1)) workers[0].Comparison.Add(other.Comparison);
        return workers[0].Comparison;
    }

    /// <summary>One worker an instance.</summary>
    private sealed class Worker(RowJoin join, RowComparison comparison)
    {
        private ComparedRow[] _older = [];
        private ComparedRow[] _newer = [];

        public RowComparison Comparison => comparison;

        public void Join(RadixPartitions<ComparedRow> older, RadixPartitions<ComparedRow> newer, int partition, int level, string path)
        {
            if (older.Items(partition) + newer.Items(partition) > join._mostLoaded && level < MostLevels)
            {
                Divide(older, newer, partition, level, $"{path}-{partition.ToString("00", CultureInfo.InvariantCulture)}");
                return;
            }

            var before = older.Load(partition, ref _older);
            var now = newer.Load(partition, ref _newer);
            before.Sort();
            now.Sort();
            comparison.Compare(before, now);
        }

        private void Divide(RadixPartitions<ComparedRow> older, RadixPartitions<ComparedRow> newer, int partition, int level, string path)
        {
            using var before = Divided(older, partition, level, Path.Combine(join._folder, $"older{path}"));
            using var now = Divided(newer, partition, level, Path.Combine(join._folder, $"newer{path}"));
            for (var part = 0; part < RadixPartitions<ComparedRow>.Count; part++)
            {
                join._cancellation.ThrowIfCancellationRequested();
                Join(before, now, part, level + 1, path);
            }
        }

        private static RadixPartitions<ComparedRow> Divided(RadixPartitions<ComparedRow> rows, int partition, int level, string path)
        {
            var divided = new RadixPartitions<ComparedRow>(path);
            var writer = divided.Open();
            var piece = new ComparedRow[1024];
            for (long from = 0; rows.Load(partition, from, piece) is > 0 and var count; from += count)
            {
                foreach (ref readonly var row in piece.AsSpan(0, count)) writer.Add(row.Head << (level * RadixPartitions<ComparedRow>.Bits), in row);
            }

            return divided;
        }
    }
}
