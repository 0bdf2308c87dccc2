using System.Text;
using CsCheck;
using MixPolicy.Manifests;

namespace MixPolicy.Tests.Manifests;

/// <summary>Tables to write: small random ones and large fixed ones.</summary>
internal static class Tables
{
    private const long FirstMicrosecond = -62_135_596_800_000_000; // 0001-01-01, where DateTime begins
    private const long LastMicrosecond = 253_402_300_799_999_999; // 9999-12-31, where it ends

    private static readonly Gen<string> Text = Gen.Frequency(
        (8, Gen.String[0, 12].Select(Valid)),
        (1, Gen.Const("")),
        (1, Gen.Select(Gen.String[1, 12], Gen.Int[20, 400]).Select((text, times) => Valid(string.Concat(Enumerable.Repeat(text, times))))));

    /// <summary>Up to six columns and three row groups of up to 80 rows; values few or many, nulls none, some or all.</summary>
    public static Gen<Table> Small { get; } =
        from columns in Column.Array[1, 6]
        from rows in Gen.Int[1, 80].Array[0, 3]
        from picks in Gen.Int[0, 999].Array[columns.Length * rows.Sum() * 2]
        select Build(columns, rows, picks);

    private static Gen<(ManifestType Type, int Nulls, object[] Pool)> Column =>
        from type in Gen.Enum<ManifestType>()
        from nulls in OneOf(-1, 0, 300, 300, 950, 1000)
        from pool in Value(type).Array[1, 100]
        select (type, nulls, pool);

    /// <summary>A table of all types, nullable and not, whose values are arithmetic on the row.</summary>
    public static Table Large(params int[] rows)
    {
        var columns = Enum.GetValues<ManifestType>()
            .SelectMany(type => new[] { new ManifestColumn($"{type}", type, false), new ManifestColumn($"{type}?", type, true) }).ToArray();
        columns = [.. columns, new ManifestColumn("label", ManifestType.Text, true), new ManifestColumn("part", ManifestType.Int32, false)];
        return new Table(columns, [.. rows.Select((count, group) => columns.Select(column => Cells(column, group, count)).ToArray())]);
    }

    private static object?[] Cells(ManifestColumn column, int group, int rows) =>
        [.. Enumerable.Range(0, rows).Select(row => column.Nullable && IsNull(row) ? null : Cell(column, group, row))];

    /// <summary>Every third row, and one stretch that is longer than a page.</summary>
    private static bool IsNull(int row) => row % 3 == 1 || row is > 20_000 and < 300_000;

    private static object Cell(ManifestColumn column, int group, long row)
    {
        var mixed = unchecked((ulong)((row + 1) * (group + 7)) * 0x9E3779B97F4A7C15);
        return column switch
        {
            { Name: "label" } => row % 50_000 < 49_000 ? "human" : $"model-{mixed >> 58}",
            { Name: "part" } => row / 1000,
            { Type: ManifestType.Text } => $"файл-{group}/{row}-{new string('x', (int)(mixed >> 59))}",
            { Type: ManifestType.Fixed32 } => string.Concat(Enumerable.Repeat(mixed.ToString("X16"), 4)),
            { Type: ManifestType.Int32 } => (long)(int)(mixed >> 32),
            { Type: ManifestType.Int64 } => unchecked((long)mixed),
            { Type: ManifestType.Timestamp } => 1_700_000_000_000_000 + (row * 1_000_003),
            _ => (long)(mixed >> 63),
        };
    }

    private static Gen<object> Value(ManifestType type) => type switch
    {
        ManifestType.Text => Text.Select(x => (object)x),
        ManifestType.Fixed32 => Gen.Byte.Array[32].Select(x => (object)Convert.ToHexString(x)),
        ManifestType.Int32 => Gen.OneOf(Gen.Int, Gen.Int[-3, 3], OneOf(int.MinValue, int.MaxValue)).Select(x => (object)(long)x),
        ManifestType.Int64 => Gen.OneOf(Gen.Long, Gen.Long[-3, 3], OneOf(long.MinValue, long.MaxValue)).Select(x => (object)x),
        ManifestType.Timestamp => Gen.Long[FirstMicrosecond, LastMicrosecond].Select(x => (object)x),
        _ => Gen.Long[0, 1].Select(x => (object)x),
    };

    private static Table Build((ManifestType Type, int Nulls, object[] Pool)[] columns, int[] rows, int[] picks)
    {
        var pick = 0;
        object? Next((ManifestType Type, int Nulls, object[] Pool) column)
        {
            var isNull = picks[pick++] < column.Nulls;
            var value = column.Pool[picks[pick++] % column.Pool.Length];
            return isNull ? null : value;
        }

        return new Table(
            [.. columns.Select((column, i) => new ManifestColumn($"c{i}", column.Type, column.Nulls >= 0))],
            [.. rows.Select(count => columns.Select(column => Enumerable.Range(0, count).Select(_ => Next(column)).ToArray()).ToArray())]);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
