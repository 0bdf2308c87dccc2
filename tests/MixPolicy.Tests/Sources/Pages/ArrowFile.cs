using System.Runtime.InteropServices;
using ParquetSharp;
using ParquetSharp.Schema;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>How Arrow C++ is asked to write a column. A null encoding leaves it to the dictionary, and what follows when that is full.</summary>
internal sealed record ArrowColumn(TestColumn Column, Encoding? Encoding = null);

/// <summary>How Arrow C++ is asked to write a file.</summary>
internal sealed record ArrowOptions
{
    public Compression Codec { get; init; } = Compression.Uncompressed;

    public bool V2 { get; init; }

    /// <summary>Old files call their dictionaries PLAIN_DICTIONARY.</summary>
    public bool Old { get; init; }

    public bool Checksums { get; init; }

    public int PageBytes { get; init; } = 1 << 20;

    public int DictionaryBytes { get; init; } = 1 << 20;

    /// <summary>Rows of each row group; the last takes the rest.</summary>
    public IReadOnlyList<int> Groups { get; init; } = [];
}

/// <summary>Writes tables as Arrow C++ does, by physical values: what they mean is only said in the schema.</summary>
internal static class ArrowFile
{
    /// <summary>The encodings besides a dictionary that a column can have.</summary>
    public static IReadOnlyList<Encoding> Encodings(CellType type) => Physical(type) switch
    {
        PhysicalType.ByteArray => [Encoding.Plain, Encoding.DeltaLengthByteArray, Encoding.DeltaByteArray],
        PhysicalType.FixedLenByteArray => [Encoding.Plain, Encoding.DeltaByteArray, Encoding.ByteStreamSplit],
        PhysicalType.Int32 or PhysicalType.Int64 => [Encoding.Plain, Encoding.DeltaBinaryPacked, Encoding.ByteStreamSplit],
        PhysicalType.Float or PhysicalType.Double => [Encoding.Plain, Encoding.ByteStreamSplit],
        PhysicalType.Boolean => [Encoding.Plain, Encoding.Rle],
        _ => [Encoding.Plain],
    };

    public static void Write(string path, IReadOnlyList<ArrowColumn> columns, ArrowOptions options)
    {
        var rows = columns[0].Column.Cells.Count;
        using var properties = Properties(columns, options);
        using var schema = new GroupNode("schema", Repetition.Required, [.. columns.Select(c => Node(c.Column))]);
        using var writer = new ParquetFileWriter(path, schema, properties);
        var from = 0;
        foreach (var wanted in options.Groups.Append(rows))
        {
            var count = Math.Min(wanted, rows - from);
            if (count == 0 && from > 0) continue;
            using var group = writer.AppendRowGroup();
            foreach (var column in columns) Write(group, column.Column, from, count);
            from += count;
        }

        writer.Close();
    }

    private static WriterProperties Properties(IReadOnlyList<ArrowColumn> columns, ArrowOptions options)
    {
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(options.Codec).DataPageVersion(options.V2 ? ParquetDataPageVersion.V2 : ParquetDataPageVersion.V1)
            .Version(options.Old ? ParquetVersion.PARQUET_1_0 : ParquetVersion.PARQUET_2_6)
            .DataPagesize(options.PageBytes).DictionaryPagesizeLimit(options.DictionaryBytes).WriteBatchSize(16);
        if (options.Checksums) builder.EnablePageChecksum();
        foreach (var (column, encoding) in columns)
        {
            using var path = new ColumnPath(column.Name.Split('.'));
            if (encoding is { } plain) builder.DisableDictionary(path).Encoding(path, plain);
            else builder.EnableDictionary(path);
        }

        return builder.Build();
    }

    private static Node Node(TestColumn column)
    {
        var parts = column.Name.Split('.');
        Node node = new PrimitiveNode(parts[^1], column.Depth == 0 ? Repetition.Required : Repetition.Optional, Logical(column.Type), Physical(column.Type), Length(column.Type));
        return parts.Length == 1 ? node : new GroupNode(parts[0], column.Depth == 2 ? Repetition.Optional : Repetition.Required, [node]);
    }

    private static LogicalType Logical(CellType type) => type switch
    {
        CellType.Text => LogicalType.String(),
        CellType.Json => LogicalType.Json(),
        CellType.Enum => LogicalType.Enum(),
        CellType.Uuid => LogicalType.Uuid(),
        CellType.Half => LogicalType.Float16(),
        CellType.Unsigned32 => LogicalType.Int(32, isSigned: false),
        CellType.Unsigned64 => LogicalType.Int(64, isSigned: false),
        CellType.Date => LogicalType.Date(),
        CellType.Milliseconds => LogicalType.Timestamp(true, TimeUnit.Millis),
        CellType.Microseconds => LogicalType.Timestamp(true, TimeUnit.Micros),
        CellType.Nanoseconds => LogicalType.Timestamp(true, TimeUnit.Nanos),
        CellType.Decimal32 => LogicalType.Decimal(9, 2),
        CellType.Decimal64 => LogicalType.Decimal(18, 4),
        CellType.DecimalFixed => LogicalType.Decimal(38, 10),
        CellType.DecimalBytes => LogicalType.Decimal(38, 3),
        _ => LogicalType.None(),
    };

    private static PhysicalType Physical(CellType type) => type switch
    {
        CellType.Text or CellType.Bytes or CellType.Json or CellType.Enum or CellType.DecimalBytes => PhysicalType.ByteArray,
        CellType.Fixed or CellType.Uuid or CellType.Half or CellType.DecimalFixed => PhysicalType.FixedLenByteArray,
        CellType.Whole32 or CellType.Unsigned32 or CellType.Date or CellType.Decimal32 => PhysicalType.Int32,
        CellType.Int96 => PhysicalType.Int96,
        CellType.Flag => PhysicalType.Boolean,
        CellType.Real32 => PhysicalType.Float,
        CellType.Real64 => PhysicalType.Double,
        _ => PhysicalType.Int64,
    };

    private static int Length(CellType type) => type switch
    {
        CellType.Fixed => 7,
        CellType.Uuid or CellType.DecimalFixed => 16,
        CellType.Half => 2,
        _ => -1,
    };

    private static void Write(RowGroupWriter group, TestColumn column, int from, int count)
    {
        using var writer = group.NextColumn();
        var cells = column.Cells.Skip(from).Take(count).ToArray();
        // A null stands at the struct or at the leaf, in turns.
        var levels = column.Depth == 0 ? [] : cells.Select((c, i) => (short)(c is not null ? column.Depth : column.Depth == 2 ? i % 2 : 0)).ToArray();
        var values = cells.Where(c => c is not null).ToArray();
        switch (writer)
        {
            case ColumnWriter<int> ints: ints.WriteBatch(count, levels, [], [.. values.Cast<int>()]); break;
            case ColumnWriter<long> longs: longs.WriteBatch(count, levels, [], [.. values.Cast<long>()]); break;
            case ColumnWriter<bool> bools: bools.WriteBatch(count, levels, [], [.. values.Cast<bool>()]); break;
            case ColumnWriter<float> floats: floats.WriteBatch(count, levels, [], [.. values.Cast<float>()]); break;
            case ColumnWriter<double> doubles: doubles.WriteBatch(count, levels, [], [.. values.Cast<double>()]); break;
            case ColumnWriter<Int96> stamps: stamps.WriteBatch(count, levels, [], [.. values.Select(v => MemoryMarshal.Read<Int96>((byte[])v!))]); break;
            default: WriteBytes(writer, count, levels, [.. values.Select(v => (byte[])v!)]); break;
        }
    }

    private static void WriteBytes(ColumnWriter writer, int count, short[] levels, byte[][] values)
    {
        var all = values.SelectMany(v => v).Append((byte)0).ToArray();
        var handle = GCHandle.Alloc(all, GCHandleType.Pinned);
        try
        {
            var at = handle.AddrOfPinnedObject();
            var starts = values.Select((_, i) => i).Aggregate(new List<int> { 0 }, (list, i) => { list.Add(list[^1] + values[i].Length); return list; });
            if (writer is ColumnWriter<FixedLenByteArray> fixedBytes) fixedBytes.WriteBatch(count, levels, [], [.. values.Select((_, i) => new FixedLenByteArray(at + starts[i]))]);
            else ((ColumnWriter<ByteArray>)writer).WriteBatch(count, levels, [], [.. values.Select((v, i) => new ByteArray(at + starts[i], v.Length))]);
        }
        finally
        {
            handle.Free();
        }
    }
}
