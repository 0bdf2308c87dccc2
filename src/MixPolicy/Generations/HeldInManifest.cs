using System.Text;
using MixPolicy.Hashing;
using MixPolicy.Manifests;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Generations;

/// <summary>The rows of the new manifest, by who they are. Thread-safe.</summary>
internal sealed class HeldInManifest(SourceFile file, RadixPartitions<RowIdentity> identities, int threads, CancellationToken cancellation) : IHeldRecords
{
    private static readonly string[] Columns = ["source", "id", "digest", "file", "row_group", "row"];

    /// <inheritdoc/>
    public RowIdentity? Identity(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id) => RowIdentity.Of(source, id);

    /// <inheritdoc/>
    public Span<RowIdentity> Load(int partition, ref RowIdentity[] room)
    {
        var rows = identities.Load(partition, ref room);
        rows.Sort();
        return rows;
    }

    /// <inheritdoc/>
    public IReadOnlyList<HeldRecord?> Find(IReadOnlyList<MissingRecord> records)
    {
        var wanted = records.Select((record, i) => (record, i)).ToLookup(r => RowIdentity.Of(Encoding.UTF8.GetBytes(r.record.Source), Encoding.UTF8.GetBytes(r.record.Id)), r => r.i);
        var found = new HeldRecord?[records.Count];
        new ManifestRows(file, Columns).Read(
            threads,
            () => 0,
            (batch, _) =>
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    foreach (var at in wanted[RowIdentity.Of(batch.Columns[0].Utf8(row), batch.Columns[1].Utf8(row))]) found[at] = Record(batch.Columns, row);
                }
            },
            cancellation);
        return found;
    }

    private static HeldRecord Record(ValueColumn[] cells, int row) => new(
        new Digest256(cells[2].Utf8(row)),
        cells[3].Kind(row) == ValueKind.Text ? Encoding.UTF8.GetString(cells[3].Utf8(row)) : "",
        cells[4].Kind(row) == ValueKind.Integer ? (int)cells[4].Number(row) : -1,
        cells[5].Kind(row) == ValueKind.Integer ? cells[5].Number(row) : -1);
}
