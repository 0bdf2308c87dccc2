using System.Security.Cryptography;
using MixPolicy.Hashing;
using MixPolicy.Manifests;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Audit;

/// <summary>Where a source file is no longer what it was, as far as the manifest shows: by the texts of the records that are in the mix.</summary>
/// <param name="Words">For people, as the end of a sentence; empty when nothing can be said.</param>
/// <param name="Line">Line of the first such record, from 1; 0 when unknown, or the file has no lines.</param>
internal readonly record struct SourceChange(string Words, int Line)
{
    private const int MostRows = 1 << 20;
    private static readonly string[] Columns = ["file", "row_group", "row", "digest"];

    /// <summary>Looks for it.</summary>
    /// <param name="scope">The audit, whose manifest is known to be the report's.</param>
    /// <param name="source">The source.</param>
    /// <param name="name">The file, as the manifest names it.</param>
    /// <param name="path">Where it really is.</param>
    public static SourceChange Find(AuditScope scope, Source source, string name, string path)
    {
        if (SourceResolver.KindOf(name) is not { } kind || source.Columns.GetValueOrDefault("text") is not { } text) return default;
        try
        {
            var rows = Rows(scope, name);
            if (rows.Count is 0 or > MostRows) return default;
            using var reader = RecordReaders.Open(new SourceFile(0, name, path, kind.Format, kind.Compression), [text.Path]);
            return First(reader, new RecordBatch([text.Path]), rows, scope.Cancellation);
        }
        catch (SourceFileException e)
        {
            return new SourceChange($"; {e.Message}", (int)Math.Min(e.Line, int.MaxValue));
        }
    }

    private static List<Row> Rows(AuditScope scope, string name)
    {
        var wanted = System.Text.Encoding.UTF8.GetBytes(name);
        var manifest = new ManifestRows(new SourceFile(0, ManifestLayout.FileName, scope.Beside(ManifestLayout.FileName), FileFormat.Parquet, FileCompression.None), Columns);
        var rows = new List<Row>();
        manifest.Read(1, () => 0, (batch, _) =>
        {
            var cells = batch.Columns;
            for (var i = 0; i < batch.Count && rows.Count <= MostRows; i++)
            {
                if (!cells[0].Utf8(i).SequenceEqual(wanted) || cells[3].Utf8(i).Length != Digest256.Size) continue;
                rows.Add(new Row(cells[1].Kind(i) == ValueKind.Integer ? (int)cells[1].Number(i) : -1, cells[2].Number(i), new Digest256(cells[3].Utf8(i))));
            }
        }, scope.Cancellation);
        return rows;
    }

    /// <summary>Both are in the order of the file.</summary>
    private static SourceChange First(IRecordReader reader, RecordBatch batch, List<Row> rows, CancellationToken cancellation)
    {
        var at = 0;
        while (at < rows.Count && reader.Read(batch, cancellation))
        {
            for (var i = 0; i < batch.Count && at < rows.Count; i++)
            {
                var place = (batch.RowGroup, batch.Row(i)).CompareTo((rows[at].Group, rows[at].Number));
                if (place < 0) continue;
                if (place > 0 || batch.Fault(i) is not null || !new Digest256(SHA256.HashData(batch.Columns[0].Utf8(i))).Equals(rows[at].Digest)) return Changed(rows[at]);
                at++;
            }
        }

        return at < rows.Count ? Changed(rows[at]) : new SourceChange($"; the texts of all {rows.Count} of its records that are in the mix are as they were, so it is elsewhere", 0);
    }

    private static SourceChange Changed(Row row) => new(
        $"; the first record of the mix that is not as it was is at {RowPlace.Words(row.Group, row.Number)}", row.Group < 0 && row.Number < int.MaxValue ? (int)row.Number + 1 : 0);

    private readonly record struct Row(int Group, long Number, Digest256 Digest);
}
