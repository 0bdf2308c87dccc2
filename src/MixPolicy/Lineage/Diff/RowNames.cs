using System.Text;
using MixPolicy.Hashing;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Diff;

/// <summary>Names rows of a manifest by their numbers: only the row groups that hold them are read.</summary>
internal static class RowNames
{
    private static readonly string[] Columns = ["source", "id", "digest"];

    /// <summary>The rows' names.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="rows">Numbers of rows, from 0.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="SourceFileException">It cannot be read.</exception>
    public static IReadOnlyDictionary<long, NamedRow> Of(ManifestAtHand manifest, IEnumerable<long> rows, CancellationToken cancellation)
    {
        var wanted = new SortedSet<long>(rows);
        var found = new Dictionary<long, NamedRow>();
        if (wanted.Count == 0) return found;
        using var reader = new ParquetRecordReader(manifest.File, FilePart.Whole, Columns);
        var batch = new RecordBatch(Columns);
        var (group, start) = (0, 0L);
        foreach (var count in reader.GroupRows)
        {
            if (count > 0 && wanted.GetViewBetween(start, start + count - 1).Count > 0)
            {
                reader.Turn(new FilePart(group, group + 1, 0));
                while (reader.Read(batch, cancellation))
                {
                    for (var row = 0; row < batch.Count; row++)
                    {
                        if (wanted.Contains(start + batch.Row(row))) found[start + batch.Row(row)] = Named(batch, row);
                    }
                }
            }

            (group, start) = (group + 1, start + count);
        }

        return found;
    }

    private static NamedRow Named(RecordBatch batch, int row) => new(
        Encoding.UTF8.GetString(batch.Columns[0].Utf8(row)), Encoding.UTF8.GetString(batch.Columns[1].Utf8(row)), new Digest256(batch.Columns[2].Utf8(row)));
}
