using System.Globalization;
using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

/// <summary>Reads whole files through the readers, as text that a test can compare.</summary>
internal static class Reading
{
    /// <summary>A source file at a path, its format and compression by its name.</summary>
    public static SourceFile File(string path)
    {
        var name = Path.GetFileName(path);
        var compression = name.EndsWith(".gz", StringComparison.Ordinal) ? FileCompression.Gzip
            : name.EndsWith(".zst", StringComparison.Ordinal) ? FileCompression.Zstd : FileCompression.None;
        var bare = compression == FileCompression.None ? name : Path.GetFileNameWithoutExtension(name);
        var format = Path.GetExtension(bare) switch
        {
            ".parquet" => FileFormat.Parquet,
            ".csv" => FileFormat.Csv,
            _ => FileFormat.Jsonl,
        };
        return new SourceFile(0, name, path, format, compression);
    }

    /// <summary>All records: cells joined by <c>|</c>, or <c>BAD row: fault</c>.</summary>
    public static List<string> All(string path, params string[] paths)
    {
        var found = new List<string>();
        using var reader = RecordReaders.Open(File(path), paths);
        var batch = new RecordBatch(paths);
        while (reader.Read(batch, CancellationToken.None))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                found.Add(batch.Fault(i) is { } fault
                    ? $"BAD {batch.Row(i)}: {fault}"
                    : string.Join('|', batch.Columns.Select(c => Cell(c, i))));
            }
        }

        return found;
    }

    /// <summary>A cell as text: the kind's letter where it is not plain text.</summary>
    public static string Cell(ValueColumn column, int record) => column.Kind(record) switch
    {
        ValueKind.Missing => "-",
        ValueKind.Text => Encoding.UTF8.GetString(column.Utf8(record)),
        ValueKind.Integer => string.Create(CultureInfo.InvariantCulture, $"i{column.Number(record)}"),
        ValueKind.Instant => string.Create(CultureInfo.InvariantCulture, $"t{column.Number(record)}"),
        ValueKind.Scalar => "s" + Encoding.UTF8.GetString(column.Utf8(record)),
        ValueKind.Nested => "n" + Encoding.UTF8.GetString(column.Utf8(record)),
        _ => "x" + Convert.ToHexString(column.Utf8(record)),
    };
}
