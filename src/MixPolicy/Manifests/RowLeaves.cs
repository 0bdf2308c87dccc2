using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>
/// Hashes a manifest's rows into leaves of a tree, in their order; row groups may be hashed side by side and are joined at the end. One worker an instance.
/// </summary>
internal sealed class RowLeaves(RecountLayout layout, long generation)
{
    private readonly int _source = layout.At("source");
    private readonly int _id = layout.At("id");
    private readonly int _digest = layout.At("digest");
    private readonly int _origin = layout.At("origin");
    private readonly int _depth = layout.At("depth");
    private readonly int _generator = layout.At("generator");
    private readonly int _repetitions = layout.At("repetitions");
    private readonly List<TreeHasher> _parts = [];
    private byte[] _room = new byte[512];
    private int _group = -1;

    /// <summary>Adds a batch's rows, each of which says who it is, its text and its repetitions. The batches of a row group come in their order.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="first">Number of the first of them in the file.</param>
    public void Add(RecordBatch batch, long first)
    {
        if (batch.RowGroup != _group) _parts.Add(new TreeHasher(first));
        _group = batch.RowGroup;
        var cells = batch.Columns;
        for (var row = 0; row < batch.Count; row++)
        {
            var source = cells[_source].Utf8(row);
            var id = cells[_id].Utf8(row);
            var generator = cells[_generator].Utf8(row);
            var most = LedgerLeaf.Room(source.Length + id.Length + generator.Length);
            if (_room.Length < most) _room = new byte[2 * most];
            _parts[^1].Append(LedgerLeaf.Write(
                _room, LeafKind.Row, new Digest256(cells[_digest].Utf8(row)), (uint)generation, ManifestValues.DepthOf(cells[_depth], row),
                ManifestValues.OriginOf(cells[_origin], row), source, id, generator, cells[_generator].Kind(row) != ValueKind.Missing,
                (uint)cells[_repetitions].Number(row)));
        }
    }

    /// <summary>The root over all rows of a manifest.</summary>
    /// <param name="workers">All that had a part of it.</param>
    public static Digest256 Root(IEnumerable<RowLeaves> workers)
    {
        var tree = new CompactRange(0);
        foreach (var part in workers.SelectMany(w => w._parts).Select(p => p.Range()).OrderBy(p => p.Begin)) tree.Append(part);
        return tree.Root();
    }
}
