using System.Globalization;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>Reads a count or a depth from a cell. <c>1</c> and <c>1.0</c> are the same: data frames write counts with gaps as real numbers.</summary>
internal static class WholeNumber
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Whether the cell is a number that is whole and fits 64 bits. Text is none: a count in quotes is a fault of the data.</summary>
    public static bool TryRead(ValueColumn column, int record, out long value)
    {
        value = 0;
        switch (column.Kind(record))
        {
            case ValueKind.Integer:
                value = column.Number(record);
                return true;
            case ValueKind.Scalar:
                return TryParse(column.Utf8(record), out value);
            default:
                return false;
        }
    }

    /// <summary>Whether the text is such a number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (!decimal.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var number)) return false;
        if (number != decimal.Truncate(number) || number is < long.MinValue or > long.MaxValue) return false;
        value = (long)number;
        return true;
    }
}
