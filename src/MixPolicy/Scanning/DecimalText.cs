using System.Globalization;
using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>Reads a decimal number from a cell, exactly: <c>0.7</c>, <c>-3</c>, <c>7e-1</c>. NaN and infinities are none.</summary>
internal static class DecimalText
{
    /// <summary>With so few characters and no exponent a number has at most 28 digits: <see cref="decimal"/> holds it exactly.</summary>
    private const int ShortText = 28;

    /// <summary>No writer of numbers needs more; a text of that length is something else.</summary>
    private const int LongestText = 400;
    private const int LargestExponent = 400;
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Whether the text is a number that <see cref="decimal"/> is known to hold exactly; most are.</summary>
    public static bool TryParseShort(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        return text.Length <= ShortText && !text.ContainsAny("eE"u8) && decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Whether the text is a number, and which.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Fraction value)
    {
        value = default;
        if (text.Length > LongestText) return false;
        var e = text.IndexOfAny("eE"u8);
        var exponent = 0;
        if (e >= 0)
        {
            if (!int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs((long)exponent) > LargestExponent) return false;
            text = text[..e];
        }

        var negative = text.StartsWith("-"u8);
        if (negative || text.StartsWith("+"u8)) text = text[1..];
        var (digits, any, decimals) = (BigInteger.Zero, false, -1);
        foreach (var c in text)
        {
            if (c == '.' && decimals < 0)
            {
                decimals = 0;
                continue;
            }

            if (c is < (byte)'0' or > (byte)'9') return false;
            digits = (digits * 10) + (c - '0');
            any = true;
            if (decimals >= 0) decimals++;
        }

        if (!any) return false;
        var shift = exponent - Math.Max(0, decimals);
        var power = BigInteger.Pow(10, Math.Abs(shift));
        if (negative) digits = -digits;
        value = shift < 0 ? new Fraction(digits, power) : new Fraction(digits * power, 1);
        return true;
    }
}
