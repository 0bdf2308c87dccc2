using System.Numerics;
using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Manifests;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Trace;

/// <summary>Reads a manifest once, from the first row to the last: finds a text, and proves that it is there. Not thread-safe.</summary>
internal sealed class ManifestTracer
{
    private static readonly string[] Columns = ["source", "id", "digest", "origin", "depth", "generator", "repetitions", "file", "row_group", "row"];
    private readonly ReportAtHand _report;
    private readonly AskedText _asked;
    private readonly TreeHasher _tree = new();
    private readonly HitCollector _exact;
    private readonly HitCollector _trimmed;
    private byte[] _room = new byte[512];

    private ManifestTracer(ReportAtHand report, AskedText asked)
    {
        (_report, _asked) = (report, asked);
        (_exact, _trimmed) = (new HitCollector(_tree), new HitCollector(_tree));
    }

    /// <summary>Reads a manifest; the answer for each form of the text.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="asked">What is looked for.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="SourceFileException">It cannot be read, or its rows do not have the root that its report says.</exception>
    public static Func<TextForm, TracedMix> Read(ManifestAtHand manifest, AskedText asked, CancellationToken cancellation)
    {
        var tracer = new ManifestTracer(manifest.Report, asked);
        var unit = manifest.Report.Unit;

        // One worker: the rows must come in their order.
        manifest.Rows(unit == "records" ? Columns : [.. Columns, unit]).Read(1, () => tracer, static (batch, own) => own.Add(batch), cancellation);
        var root = tracer._tree.Finish();
        if (!root.Equals(manifest.Report.Root)) throw new SourceFileException(Codes.ReportMismatch, $"has rows with the root {root}, but its report says {manifest.Report.Root}");
        return form => new TracedMix(manifest.Report, (form == TextForm.Exact ? tracer._exact : tracer._trimmed).Hits(root));
    }

    private void Add(RecordBatch batch)
    {
        var cells = batch.Columns;
        for (var row = 0; row < batch.Count; row++)
        {
            var (source, id, digest) = (cells[0].Segment(row), cells[1].Segment(row), cells[2].Segment(row));
            var times = Whole(cells[6], row);
            var generator = cells[5].Utf8(row);
            if (digest.Count != Digest256.Size || times is < 1 or > uint.MaxValue || cells[0].Kind(row) != ValueKind.Text)
            {
                throw new SourceFileException(Codes.ReportUnreadable, $"{RowPlace.Words(batch.RowGroup, batch.Row(row))} does not say what a manifest's row says");
            }

            var most = LedgerLeaf.Room(source.Count + id.Count + generator.Length);
            if (_room.Length < most) _room = new byte[2 * most];
            var data = LedgerLeaf.Write(
                _room, LeafKind.Row, new Digest256(digest), (uint)_report.Generation, ManifestValues.DepthOf(cells[4], row), ManifestValues.OriginOf(cells[3], row),
                source, id, generator, cells[5].Kind(row) != ValueKind.Missing, (uint)times);
            var form = _asked.Match(digest, source, id);
            if (form != TextForm.None && LedgerLeaf.TryRead(data, out var leaf)) (form == TextForm.Exact ? _exact : _trimmed).Add(leaf, times * Amount(cells, row), Place(cells, row));
            _tree.Append(data);
        }
    }

    private static BigInteger Amount(ValueColumn[] cells, int row) => cells.Length == Columns.Length ? 1 : Math.Max(0, Whole(cells[^1], row));

    private static long Whole(ValueColumn cells, int row) => cells.Kind(row) == ValueKind.Integer ? cells.Number(row) : -1;

    private static string? Place(ValueColumn[] cells, int row) =>
        cells[7].Kind(row) == ValueKind.Text && Whole(cells[9], row) is >= 0 and var at
            ? $"{Encoding.UTF8.GetString(cells[7].Utf8(row))}, {RowPlace.Words((int)Whole(cells[8], row), at)}"
            : null;
}
