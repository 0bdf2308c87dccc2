using System.Globalization;
using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>All cells of a Parquet file as the reader gives them: kind, number and bytes, in a form that a failed assertion can show.</summary>
internal static class SourceCells
{
    /// <summary>One list a column.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Dotted paths.</param>
    /// <param name="decodesPages">False for Parquet.Net's opinion.</param>
    public static List<string>[] Read(string path, IReadOnlyList<string> columns, bool decodesPages = true)
    {
        var cells = columns.Select(_ => new List<string>()).ToArray();
        using var reader = new ParquetRecordReader(Reading.File(path), FilePart.Whole, columns, decodesPages);
        var batch = new RecordBatch(columns);
        var (group, row) = (0, 0L);
        while (reader.Read(batch, CancellationToken.None))
        {
            if (batch.RowGroup != group) (group, row) = (batch.RowGroup, 0);
            for (var record = 0; record < batch.Count; record++)
            {
                Assert.Equal(row++, batch.Row(record));
                for (var i = 0; i < cells.Length; i++) cells[i].Add(Cell(batch.Columns[i], record));
            }
        }

        return cells;
    }

    /// <summary>A cell as text. A number counts for whole numbers and instants only.</summary>
    public static string Show(ValueKind kind, ReadOnlySpan<byte> bytes, long number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{kind} {(kind is ValueKind.Integer or ValueKind.Instant ? number : 0)} {(kind == ValueKind.InvalidUtf8 ? Convert.ToHexString(bytes) : Encoding.UTF8.GetString(bytes))}");

    private static string Cell(ValueColumn column, int record) => Show(column.Kind(record), column.Utf8(record), column.Number(record));
}
