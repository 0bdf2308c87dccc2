using System.Text;
using MixPolicy.Hashing;
using MixPolicy.Manifests;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Audit;

/// <summary>Looks for a manifest's rows in a ledger, outside memory: every record that is trained on was admitted.</summary>
/// <param name="Rows">Rows of the manifest.</param>
/// <param name="Missing">Those that no leaf stands for.</param>
/// <param name="First">The first of them; null when there is none.</param>
internal sealed record RowsInLedger(long Rows, long Missing, MissingRow? First)
{
    private static readonly string[] Columns = ["source", "id", "digest", "origin", "depth", "generator"];

    /// <summary>Compares.</summary>
    /// <param name="manifest">The manifest, which was read before to its end.</param>
    /// <param name="ledger">The ledger's leaves.</param>
    /// <param name="scratch">Folder for scratch files.</param>
    /// <param name="threads">Workers, at least 1.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    public static RowsInLedger Compare(string manifest, RadixPartitions<HeldLeaf> ledger, string scratch, int threads, CancellationToken cancellation)
    {
        var rows = new ManifestRows(new SourceFile(0, ManifestLayout.FileName, manifest, FileFormat.Parquet, FileCompression.None), Columns);
        using var held = new RadixPartitions<HeldLeaf>(Path.Combine(scratch, "rows"));
        rows.Read(threads, () => new Hasher(held.Open()), (batch, hasher) => hasher.Add(batch, rows.Number(batch, 0)), cancellation);
        var missing = Workers.Run(RadixPartitions<HeldLeaf>.Count, threads, () => new Joiner(ledger, held), (partition, joiner) => joiner.Join(partition), cancellation);
        var first = missing.Min(m => m.First);
        return new RowsInLedger(rows.Count, missing.Sum(m => m.Count), first == long.MaxValue ? null : Find(rows, first, cancellation));
    }

    private static MissingRow Find(ManifestRows rows, long wanted, CancellationToken cancellation)
    {
        MissingRow? found = null;
        rows.Read(1, () => 0, (batch, _) =>
        {
            var at = wanted - rows.Number(batch, 0);
            if (at < 0 || at >= batch.Count) return;
            var cells = batch.Columns;
            found = new MissingRow(wanted, Encoding.UTF8.GetString(cells[0].Utf8((int)at)), Encoding.UTF8.GetString(cells[1].Utf8((int)at)), Convert.ToHexStringLower(cells[2].Utf8((int)at)));
        }, cancellation);
        return found!;
    }

    private sealed class Hasher(RadixPartitions<HeldLeaf>.Writer writer)
    {
        private byte[] _room = new byte[512];

        public void Add(RecordBatch batch, long first)
        {
            var cells = batch.Columns;
            for (var row = 0; row < batch.Count; row++)
            {
                var held = HeldLeaf.Of(
                    new Digest256(cells[2].Utf8(row)), ManifestValues.DepthOf(cells[4], row), ManifestValues.OriginOf(cells[3], row), cells[0].Utf8(row), cells[1].Utf8(row),
                    cells[5].Utf8(row), cells[5].Kind(row) != ValueKind.Missing, first + row, ref _room);
                writer.Add(held.Hash.Head, in held);
            }
        }
    }

    private sealed class Joiner(RadixPartitions<HeldLeaf> ledger, RadixPartitions<HeldLeaf> rows)
    {
        private HeldLeaf[] _leaves = [];
        private HeldLeaf[] _rows = [];

        public long Count { get; private set; }

        public long First { get; private set; } = long.MaxValue;

        public void Join(int partition)
        {
            var leaves = ledger.Load(partition, ref _leaves);
            var wanted = rows.Load(partition, ref _rows);
            leaves.Sort();
            wanted.Sort();
            var at = 0;
            foreach (ref readonly var row in wanted)
            {
                while (at < leaves.Length && leaves[at].Hash.CompareTo(row.Hash) < 0) at++;
                if (at < leaves.Length && leaves[at].Hash.Equals(row.Hash)) continue;
                Count++;
                First = Math.Min(First, row.Row);
            }
        }
    }
}

/// <summary>A row of a manifest that no leaf of the ledger stands for.</summary>
/// <param name="Row">Its number, from 0.</param>
/// <param name="Source">Its source.</param>
/// <param name="Id">Its id.</param>
/// <param name="Digest">SHA-256 of its text, lower-case hex.</param>
internal sealed record MissingRow(long Row, string Source, string Id, string Digest);
