using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>A column as the tests know it.</summary>
/// <param name="Name">Its name; with a dot, that of a field of a struct.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Depth">Levels at which it can be null: 0 required, 1 an optional leaf, 2 an optional leaf of an optional struct.</param>
/// <param name="Cells">Null, or the physical value: bytes, int, long, bool, float or double; INT96 as its twelve bytes.</param>
internal sealed record TestColumn(string Name, CellType Type, int Depth, IReadOnlyList<object?> Cells)
{
    private const long DayMicroseconds = 86_400_000_000;

    /// <summary>The cells as <see cref="SourceCells"/> shows what a reader found, worked out here from what the format says.</summary>
    public IEnumerable<string> Expected => Cells.Select(Expect);

    private string Expect(object? cell)
    {
        if (cell is null) return SourceCells.Show(ValueKind.Missing, default, 0);
        return Type switch
        {
            CellType.Whole32 => Whole((int)cell),
            CellType.Whole64 => Whole((long)cell),
            CellType.Unsigned32 => Whole((uint)(int)cell),
            CellType.Unsigned64 when (long)cell < 0 => Scalar(((ulong)(long)cell).ToString(CultureInfo.InvariantCulture)),
            CellType.Unsigned64 => Whole((long)cell),
            CellType.Date => Instant((int)cell * DayMicroseconds),
            CellType.Milliseconds => Instant((long)cell * 1000),
            CellType.Microseconds => Instant((long)cell),
            CellType.Nanoseconds => Instant((long)Math.Floor((decimal)(long)cell / 1000)),
            CellType.Int96 => Instant(((BinaryPrimitives.ReadInt32LittleEndian(((byte[])cell).AsSpan(8)) - 2_440_588L) * DayMicroseconds) + (BinaryPrimitives.ReadInt64LittleEndian((byte[])cell) / 1000)),
            CellType.Decimal32 => Scalar(Decimal((int)cell, 2)),
            CellType.Decimal64 => Scalar(Decimal((long)cell, 4)),
            CellType.DecimalFixed => Scalar(Decimal(new BigInteger((byte[])cell, isBigEndian: true), 10)),
            CellType.DecimalBytes => Scalar(Decimal(new BigInteger((byte[])cell, isBigEndian: true), 3)),
            CellType.Flag => Scalar((bool)cell ? "true" : "false"),
            CellType.Real32 => Scalar(((float)cell).ToString(CultureInfo.InvariantCulture)),
            CellType.Real64 => Scalar(((double)cell).ToString(CultureInfo.InvariantCulture)),
            CellType.Half => Scalar(BinaryPrimitives.ReadHalfLittleEndian((byte[])cell).ToString(CultureInfo.InvariantCulture)),
            CellType.Uuid => SourceCells.Show(ValueKind.Text, Encoding.ASCII.GetBytes(Uuid((byte[])cell)), 0),
            _ => SourceCells.Show(IsUtf8((byte[])cell) ? ValueKind.Text : ValueKind.InvalidUtf8, (byte[])cell, 0),
        };
    }

    private static string Whole(long value) =>
        SourceCells.Show(ValueKind.Integer, Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)), value);

    private static string Instant(long microseconds) => SourceCells.Show(ValueKind.Instant, default, microseconds);

    private static string Scalar(string text) => SourceCells.Show(ValueKind.Scalar, Encoding.ASCII.GetBytes(text), 0);

    private static string Decimal(BigInteger unscaled, int scale)
    {
        var whole = BigInteger.DivRem(BigInteger.Abs(unscaled), BigInteger.Pow(10, scale), out var rest);
        return $"{(unscaled.Sign < 0 ? "-" : "")}{whole}.{rest.ToString(CultureInfo.InvariantCulture).PadLeft(scale, '0')}";
    }

    private static string Uuid(byte[] bytes)
    {
        var hex = Convert.ToHexStringLower(bytes);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    private static bool IsUtf8(byte[] bytes)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
