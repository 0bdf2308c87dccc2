using System.Runtime.InteropServices;
using MixPolicy.Manifests;
using Parquet;
using Parquet.Schema;

namespace MixPolicy.Tests.Manifests;

/// <summary>The cells of a file as readers that are not ours see them, in the form of <see cref="Table.Cells"/>.</summary>
internal static class TableReaders
{
    /// <summary>DuckDB.</summary>
    public static object?[][] ByDuckDb(DuckDb duck, string path, IReadOnlyList<ManifestColumn> columns)
    {
        var list = string.Join(", ", columns.Select(column => column.Type switch
        {
            ManifestType.Text => $"\"{column.Name}\"",
            ManifestType.Fixed32 => $"hex(\"{column.Name}\")",
            ManifestType.Timestamp => $"epoch_us(\"{column.Name}\")",
            _ => $"\"{column.Name}\"::BIGINT",
        }));
        var rows = duck.Rows($"SELECT {list} FROM read_parquet({DuckDb.Literal(path)})");
        return [.. columns.Select((_, i) => rows.Select(row => row[i]).ToArray())];
    }

    /// <summary>Arrow C++.</summary>
    public static object?[][] ByArrow(byte[] file, IReadOnlyList<ManifestColumn> columns)
    {
        using var stream = new MemoryStream(file);
        using var reader = new ParquetSharp.ParquetFileReader(stream);
        var cells = columns.Select(_ => new List<object?>()).ToArray();
        for (var group = 0; group < reader.FileMetaData.NumRowGroups; group++)
        {
            using var rows = reader.RowGroup(group);
            var count = (int)rows.MetaData.NumRows;
            for (var i = 0; i < columns.Count; i++)
            {
                using var column = rows.Column(i);
                cells[i].AddRange(columns[i] switch
                {
                    { Type: ManifestType.Text } => All<string?>(column, count).Select(x => (object?)x),
                    { Type: ManifestType.Fixed32 } => Digests((ParquetSharp.ColumnReader<ParquetSharp.FixedLenByteArray>)column, count),
                    { Type: ManifestType.Int32, Nullable: true } => All<int?>(column, count).Select(x => (object?)(long?)x),
                    { Type: ManifestType.Int32 } => All<int>(column, count).Select(x => (object?)(long)x),
                    { Type: ManifestType.Int64, Nullable: true } => All<long?>(column, count).Select(x => (object?)x),
                    { Type: ManifestType.Int64 } => All<long>(column, count).Select(x => (object?)x),
                    { Type: ManifestType.Timestamp, Nullable: true } => All<DateTime?>(column, count).Select(Microseconds),
                    { Type: ManifestType.Timestamp } => All<DateTime>(column, count).Select(x => Microseconds(x)),
                    { Type: ManifestType.Boolean, Nullable: true } => All<bool?>(column, count).Select(Bit),
                    _ => All<bool>(column, count).Select(x => Bit(x)),
                });
            }
        }

        return [.. cells.Select(list => list.ToArray())];
    }

    /// <summary>Parquet.Net.</summary>
    public static async Task<object?[][]> ByParquetNet(byte[] file, IReadOnlyList<ManifestColumn> columns)
    {
        using var stream = new MemoryStream(file);
        await using var reader = await ParquetReader.CreateAsync(stream);
        var cells = columns.Select(_ => new List<object?>()).ToArray();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            for (var i = 0; i < columns.Count; i++) cells[i].AddRange(await Column(rows, reader.Schema.DataFields[i], columns[i]));
        }

        return [.. cells.Select(list => list.ToArray())];
    }

    private static async Task<IEnumerable<object?>> Column(ParquetRowGroupReader rows, DataField field, ManifestColumn column)
    {
        if (column.Type == ManifestType.Text)
        {
            var texts = new string?[rows.RowCount];
            await rows.ReadAsync(field, texts.AsMemory());
            return texts;
        }

        if (column.Type == ManifestType.Fixed32)
        {
            var arrays = new byte[]?[rows.RowCount];
            await rows.ReadAsync(field, arrays.AsMemory());
            return arrays.Select(Hex);
        }

        return column.Type switch
        {
            ManifestType.Int32 => (await Scalars<int>(rows, field, column.Nullable)).Select(x => (object?)(long?)x),
            ManifestType.Int64 => (await Scalars<long>(rows, field, column.Nullable)).Select(x => (object?)x),
            ManifestType.Timestamp => (await Scalars<DateTime>(rows, field, column.Nullable)).Select(Microseconds),
            _ => (await Scalars<bool>(rows, field, column.Nullable)).Select(Bit),
        };
    }

    private static async Task<IEnumerable<T?>> Scalars<T>(ParquetRowGroupReader rows, DataField field, bool nullable)
        where T : struct
    {
        if (nullable)
        {
            var values = new T?[rows.RowCount];
            await rows.ReadAsync(field, values.AsMemory());
            return values;
        }

        var plain = new T[rows.RowCount];
        await rows.ReadAsync(field, plain.AsMemory());
        return plain.Select(x => (T?)x);
    }

    private static T[] All<T>(ParquetSharp.ColumnReader column, int count)
    {
        using var reader = column.LogicalReader<T>();
        return reader.ReadAll(count);
    }

    /// <summary>Without a logical type fixed bytes are read as they are stored: values, and levels that say which rows have one.</summary>
    private static List<object?> Digests(ParquetSharp.ColumnReader<ParquetSharp.FixedLenByteArray> column, int count)
    {
        var cells = new List<object?>();
        var levels = new short[count];
        var values = new ParquetSharp.FixedLenByteArray[count];
        var bytes = new byte[ColumnBuffer.FixedBytes];
        while (column.HasNext)
        {
            var rows = (int)column.ReadBatch(count, levels, new short[count], values, out _);
            var value = 0;
            for (var row = 0; row < rows; row++)
            {
                var isNull = column.ColumnDescriptor.MaxDefinitionLevel == 1 && levels[row] == 0;
                if (!isNull) Marshal.Copy(values[value++].Pointer, bytes, 0, bytes.Length);
                cells.Add(isNull ? null : Convert.ToHexString(bytes));
            }
        }

        return cells;
    }

    private static object? Hex(byte[]? bytes) => bytes is null ? null : Convert.ToHexString(bytes);

    private static object? Bit(bool? value) => value is { } bit ? bit ? 1L : 0L : null;

    private static object? Microseconds(DateTime? time) =>
        time is { } t ? (t.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond : null;
}
