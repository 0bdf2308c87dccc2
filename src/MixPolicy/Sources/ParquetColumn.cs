using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace MixPolicy.Sources;

/// <summary>One mapped column of a Parquet file: a row group's physical values, and what they mean. Not thread-safe.</summary>
internal sealed class ParquetColumn(ParquetLeaf leaf)
{
    private static readonly ReadOnlyMemory<byte> NotRead = new byte[1];
    private readonly DataField? _field = leaf.IsScalar ? leaf.PhysicalField() : null;
    private int[] _levels = [];
    private Array _values = Array.Empty<byte>();
    private int _row;
    private int _value;

    /// <summary>Decodes the column of a row group.</summary>
    public void Load(ParquetRowGroupReader group, CancellationToken cancellation)
    {
        (_row, _value) = (0, 0);
        if (_field is null) return;
        var chunk = group.GetMetadata(_field)?.MetaData ?? throw new InvalidDataException("a column is missing in a row group");
        if (chunk.NumValues != group.RowCount) throw new InvalidDataException("a column has another number of values than rows");

        if (leaf.Element.Type == Parquet.Meta.Type.BOOLEAN && IsRunLength(chunk)) throw new NotSupportedException("booleans encoded as RLE");

        // Runs compress without limit, so no bound follows from the file's size; this one keeps a small forged file from claiming it all.
        if (chunk.NumValues > Math.Max(1L << 22, chunk.TotalCompressedSize * 4096)) throw new InvalidDataException("a column claims too many values");
        var count = checked((int)chunk.NumValues);
        if (leaf.MaxDefinition > 0 && _levels.Length < count) _levels = new int[count];
        switch (leaf.Element.Type)
        {
            case Parquet.Meta.Type.BOOLEAN: Load<bool>(group, count, cancellation); break;
            case Parquet.Meta.Type.INT32: Load<int>(group, count, cancellation); break;
            case Parquet.Meta.Type.INT64: Load<long>(group, count, cancellation); break;
            case Parquet.Meta.Type.FLOAT: Load<float>(group, count, cancellation); break;
            case Parquet.Meta.Type.DOUBLE: Load<double>(group, count, cancellation); break;
            default: Load<ReadOnlyMemory<byte>>(group, count, cancellation); break;
        }
    }

    /// <summary>How many of the next rows hold no more than some bytes of text; at least one.</summary>
    public int RowsWithin(int rows, long bytes)
    {
        if (_field is null || _values is not ReadOnlyMemory<byte>[] values) return rows;
        for (var (row, value) = (0, _value); row < rows; row++)
        {
            if (leaf.MaxDefinition > 0 && _levels[_row + row] != leaf.MaxDefinition) continue;
            bytes -= values[value++].Length;
            if (bytes < 0) return Math.Max(1, row);
        }

        return rows;
    }

    /// <summary>Adds the next rows to a batch's column.</summary>
    public void AddTo(ValueColumn column, int rows)
    {
        if (_field is null)
        {
            for (var i = 0; i < rows; i++) column.Add(ValueKind.Nested, default);
            return;
        }

        for (var end = _row + rows; _row < end; _row++)
        {
            if (leaf.MaxDefinition > 0 && _levels[_row] != leaf.MaxDefinition) column.AddMissing();
            else AddValue(column, _value++);
        }
    }

    /// <summary>Whether data pages of booleans are RLE, which the library misreads without a word. Levels are RLE too and are listed with them.</summary>
    private static bool IsRunLength(ColumnMetaData chunk) =>
        !chunk.Encodings.Contains(Encoding.PLAIN)
        || (chunk.EncodingStats?.Exists(s => s.PageType is PageType.DATA_PAGE or PageType.DATA_PAGE_V2 && s.Encoding == Encoding.RLE) ?? false);

    private void AddValue(ValueColumn column, int at)
    {
        switch (_values)
        {
            case ReadOnlyMemory<byte>[] bytes when leaf.IsInt96: ParquetValues.AddInt96(column, bytes[at].Span); break;
            case ReadOnlyMemory<byte>[] bytes: ParquetValues.AddBytes(column, bytes[at].Span, leaf.Element); break;
            case long[] longs: ParquetValues.AddWhole(column, longs[at], leaf.Element); break;
            case int[] ints: ParquetValues.AddWhole(column, ints[at], leaf.Element); break;
            case bool[] bools: column.Add(ValueKind.Scalar, bools[at] ? "true"u8 : "false"u8); break;
            case double[] doubles: ParquetValues.AddReal(column, doubles[at]); break;
            case float[] floats: ParquetValues.AddReal(column, floats[at]); break;
            default: throw new InvalidOperationException();
        }
    }

    private void Load<T>(ParquetRowGroupReader group, int count, CancellationToken cancellation)
        where T : struct
    {
        if (_values is not T[] values || values.Length < count) _values = values = new T[count];

        // Pages that hold fewer values than they say leave the rest untouched; values of the row group before must not show through.
        if (values is ReadOnlyMemory<byte>[] clean) Array.Fill(clean, NotRead);
        else Array.Clear(values);
        Memory<int>? levels = leaf.MaxDefinition > 0 ? _levels.AsMemory(0, count) : default(Memory<int>?);
        group.ReadRawAsync(_field!, values.AsMemory(0, count), levels, null, cancellation)
            .AsTask().GetAwaiter().GetResult();
        if (values is not ReadOnlyMemory<byte>[] read) return;
        var there = leaf.MaxDefinition == 0 ? count : _levels.AsSpan(0, count).Count(leaf.MaxDefinition);
        if (there > 0 && read[there - 1].Equals(NotRead)) throw new InvalidDataException("a page holds fewer values than it says");
    }
}
