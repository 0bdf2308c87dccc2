using System.Text;
using MixPolicy.Hashing;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>Finds rows of a manifest by the text that they hold, for the words of a finding: slow, and asked only once there is one.</summary>
internal static class TextPlaces
{
    private const int Most = 3;
    private static readonly string[] Paths = ["digest", "source", "id", "origin", "file", "row_group", "row"];

    /// <summary>The first rows that hold a text, at most three: <c>web.jsonl, line 12 (source 'web', human)</c>, and so on.</summary>
    public static string Find(SourceFile manifest, Digest256 digest, CancellationToken cancellation)
    {
        var found = new List<string>();
        var wanted = new byte[Digest256.Size];
        digest.CopyTo(wanted);
        using var reader = new ParquetRecordReader(manifest, FilePart.Whole, Paths);
        var batch = new RecordBatch(Paths);
        while (found.Count < Most && reader.Read(batch, cancellation))
        {
            for (var row = 0; row < batch.Count && found.Count < Most; row++)
            {
                if (batch.Columns[0].Utf8(row).SequenceEqual(wanted)) found.Add(Words(batch, row));
            }
        }

        return string.Join(" and ", found);
    }

    private static string Words(RecordBatch batch, int row)
    {
        string Text(int column) => Shown.Short(Encoding.UTF8.GetString(batch.Columns[column].Utf8(row)));
        var who = $"source '{Text(1)}', {ManifestValues.OriginOf(batch.Columns[3], row).Name()}";
        var (group, at) = (batch.Columns[5], batch.Columns[6]);
        return batch.Columns[4].Kind(row) == ValueKind.Text && at.Kind(row) == ValueKind.Integer
            ? $"{Text(4)}, {RowPlace.Words(group.Kind(row) == ValueKind.Integer ? (int)group.Number(row) : -1, at.Number(row))} ({who})"
            : $"id '{Text(2)}' ({who})";
    }
}
