using System.Buffers;
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
    public static List<string>[] Read(string path, IReadOnlyList<string> columns, bool decodesPages = true) =>
        Read(path, FilePart.Whole, columns, decodesPages);

    /// <summary>Those of some row groups.</summary>
    public static List<string>[] Read(string path, FilePart part, IReadOnlyList<string> columns, bool decodesPages = true)
    {
        var cells = columns.Select(_ => new List<string>()).ToArray();
        var entries = new Dictionary<(ValueColumn, int), List<string>>();
        using var reader = new ParquetRecordReader(Reading.File(path), part, columns, decodesPages);
        var batch = new RecordBatch(columns);
        var (group, row) = (0, 0L);
        while (reader.Read(batch, CancellationToken.None))
        {
            Scribble();
            if (batch.RowGroup != group) (group, row) = (batch.RowGroup, 0);
            for (var record = 0; record < batch.Count; record++) Assert.Equal(row++, batch.Row(record));
            foreach (var (column, list) in batch.Columns.Zip(cells))
            {
                Assert.Equal(batch.Count, column.Count);
                for (var record = 0; record < column.Count; record++) list.Add(Cell(column, record));
                CheckCodes(column, list, entries);
                Assert.Equal(list.TakeLast(column.Count).Any(c => c != Show(ValueKind.Missing, default, 0)), column.HasAny);
            }
        }

        return cells;
    }

    /// <summary>A cell as text. A number counts for whole numbers and instants only.</summary>
    public static string Show(ValueKind kind, ReadOnlySpan<byte> bytes, long number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{kind} {(kind is ValueKind.Integer or ValueKind.Instant ? number : 0)} {(kind == ValueKind.InvalidUtf8 ? Convert.ToHexString(bytes) : Encoding.UTF8.GetString(bytes))}");

    /// <summary>Writes over what lies in the pool of buffers: no cell may point into one that was given back.</summary>
    private static void Scribble()
    {
        for (var length = 16; length <= 1 << 17; length *= 2)
        {
            var free = ArrayPool<byte>.Shared.Rent(length);
            Array.Fill(free, (byte)0xee);
            ArrayPool<byte>.Shared.Return(free);
        }
    }

    private static string Cell(ValueColumn column, int record)
    {
        var shown = Show(column.Kind(record), column.Utf8(record), column.Number(record));
        if (!column.Segment(record).AsSpan().SequenceEqual(column.Utf8(record))) Assert.Fail($"the segment of {shown} holds something else");
        return shown;
    }

    /// <summary>What was found for an entry must hold as long as the dictionary has its version.</summary>
    private static void CheckCodes(ValueColumn column, List<string> cells, Dictionary<(ValueColumn, int), List<string>> seen)
    {
        if (column.Entries is not { } entries) return;
        var now = Enumerable.Range(0, entries.Count).Select(entry => Cell(entries, entry)).ToList();
        if (!seen.TryAdd((entries, entries.Version), now)) Assert.Equal(seen[(entries, entries.Version)], now);
        for (var record = 0; record < column.Count; record++) Assert.Equal(now[column.Codes[record]], cells[cells.Count - column.Count + record]);
    }
}
