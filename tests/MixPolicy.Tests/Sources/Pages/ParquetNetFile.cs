using System.Buffers.Binary;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>Writes tables as Parquet.Net does; only the types that it can write from their physical values.</summary>
internal static class ParquetNetFile
{
    private static readonly Dictionary<CellType, Type> Types = new()
    {
        [CellType.Text] = typeof(string),
        [CellType.Bytes] = typeof(byte[]),
        [CellType.Uuid] = typeof(Guid),
        [CellType.Whole32] = typeof(int),
        [CellType.Whole64] = typeof(long),
        [CellType.Unsigned32] = typeof(uint),
        [CellType.Unsigned64] = typeof(ulong),
        [CellType.Flag] = typeof(bool),
        [CellType.Real32] = typeof(float),
        [CellType.Real64] = typeof(double),
        [CellType.Int96] = typeof(DateTime),
        [CellType.Microseconds] = typeof(DateTime),
    };

    public static bool Knows(CellType type) => Types.ContainsKey(type);

    public static async Task WriteAsync(string path, IReadOnlyList<TestColumn> columns, ParquetOptions options, int groupRows)
    {
        var fields = columns.Select(Field).ToArray();
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, options);
        for (var from = 0; from < columns[0].Cells.Count; from += groupRows)
        {
            using var group = writer.CreateRowGroup();
            foreach (var (column, field) in columns.Zip(fields))
            {
                var cells = column.Cells.Skip(from).Take(groupRows).ToArray();
                await (column.Type switch
                {
                    CellType.Text => group.WriteAsync(field, cells.Select(c => c is byte[] b ? Encoding.UTF8.GetString(b) : null!).ToArray()),
                    CellType.Bytes => group.WriteAsync(field, cells.Select(c => (byte[])c!).ToArray()),
                    CellType.Uuid => Write(group, field, cells, c => new Guid((byte[])c, bigEndian: true)),
                    CellType.Whole32 => Write(group, field, cells, c => (int)c),
                    CellType.Whole64 => Write(group, field, cells, c => (long)c),
                    CellType.Unsigned32 => Write(group, field, cells, c => (uint)(int)c),
                    CellType.Unsigned64 => Write(group, field, cells, c => (ulong)(long)c),
                    CellType.Flag => Write(group, field, cells, c => (bool)c),
                    CellType.Real32 => Write(group, field, cells, c => (float)c),
                    CellType.Real64 => Write(group, field, cells, c => (double)c),
                    CellType.Int96 => Write(group, field, cells, c => Instant((byte[])c)),
                    _ => Write(group, field, cells, c => DateTime.UnixEpoch.AddTicks((long)c * 10)),
                });
            }

            group.CompleteValidate();
        }
    }

    private static DataField Field(TestColumn column) => column.Type switch
    {
        CellType.Int96 => new DateTimeDataField(column.Name, DateTimeFormat.Impala, isNullable: column.Depth > 0),
        CellType.Microseconds => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, unit: DateTimeTimeUnit.Micros, isNullable: column.Depth > 0),
        _ => new DataField(column.Name, Types[column.Type], isNullable: column.Depth > 0),
    };

    private static async Task Write<T>(ParquetRowGroupWriter group, DataField field, object?[] cells, Func<object, T> value)
        where T : struct
    {
        if (field.IsNullable) await group.WriteAsync<T>(field, cells.Select(c => c is null ? (T?)null : value(c)).ToArray().AsMemory());
        else await group.WriteAsync<T>(field, cells.Select(c => value(c!)).ToArray().AsMemory());
    }

    /// <summary>To the microsecond: the library's own unit is a tenth of it.</summary>
    private static DateTime Instant(byte[] int96) => DateTime.UnixEpoch
        .AddDays(BinaryPrimitives.ReadInt32LittleEndian(int96.AsSpan(8)) - 2_440_588)
        .AddTicks(BinaryPrimitives.ReadInt64LittleEndian(int96) / 1000 * 10);
}
