using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Manifests;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Diff;

/// <summary>Reads one of two manifests: its rows by their texts, outside memory, and what it consists of.</summary>
internal static class ComparedMix
{
    private static readonly string[] Columns = ["digest", "source", "id", "origin", "repetitions", "depth", "generator", "fresh"];

    /// <summary>Reads it.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="unit">What amounts count.</param>
    /// <param name="rows">Takes its rows.</param>
    /// <param name="sources">Numbers the sources of both.</param>
    /// <param name="threads">Workers, at least 1; changes no figure.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="SourceFileException">It cannot be read, or a row does not say what a row says.</exception>
    public static MixShares Read(
        ManifestAtHand manifest, string unit, RadixPartitions<ComparedRow> rows, SourceNumbers sources, int threads, CancellationToken cancellation)
    {
        var file = manifest.Rows(unit == "records" ? Columns : [.. Columns, unit]);
        var readers = file.Read(threads, () => new Reader(rows.Open(), sources, unit != "records"), (batch, reader) => reader.Add(batch, file), cancellation);
        foreach (var other in readers.Skip(1)) readers[0].Tally.Add(other.Tally);
        return readers[0].Tally.Shares();
    }

    /// <summary>Reads rows; one worker an instance.</summary>
    private sealed class Reader(RadixPartitions<ComparedRow>.Writer rows, SourceNumbers sources, bool hasAmounts)
    {
        private readonly RowNumbers _sources = new(1, (cells, row) => cells.Kind(row) == ValueKind.Text ? sources.Of(System.Text.Encoding.UTF8.GetString(cells.Utf8(row))) : -1);
        private readonly RowNumbers _origins = new(3, (cells, row) => (long)ManifestValues.OriginOf(cells, row));
        private readonly RowNumbers _repetitions = new(4, Whole);
        private readonly RowNumbers _amounts = new(8, Whole);

        public ShareTally Tally { get; } = new(depth: 5, generator: 6, fresh: 7);

        public void Add(RecordBatch batch, ManifestRows file)
        {
            _sources.Turn(batch);
            _origins.Turn(batch);
            _repetitions.Turn(batch);
            if (hasAmounts) _amounts.Turn(batch);
            Tally.Turn(batch);
            for (var row = 0; row < batch.Count; row++)
            {
                var (times, amount, source) = (_repetitions[row], hasAmounts ? _amounts[row] : 1, (int)_sources[row]);
                var digest = batch.Columns[0].Utf8(row);
                if (digest.Length != Digest256.Size || times < 1 || amount < 0 || source < 0)
                {
                    throw new SourceFileException(Codes.ReportUnreadable, $"{RowPlace.Words(batch.RowGroup, batch.Row(row))} does not say what a manifest's row says");
                }

                var compared = new ComparedRow(
                    new Digest256(digest), RowIdentity.Of(batch.Columns[1].Utf8(row), batch.Columns[2].Utf8(row)), file.Number(batch, row), times, amount, source, (Origin)_origins[row]);
                rows.Add(compared.Head, in compared);
                Tally.Add(batch, row, compared);
            }
        }

        private static long Whole(ValueColumn cells, int row) =>
            cells.Kind(row) == ValueKind.Integer && cells.Number(row) is >= 0 and <= SeenText.MaxNumber and var number ? number : -1;
    }
}
