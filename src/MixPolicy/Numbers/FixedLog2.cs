using System.Numerics;

namespace MixPolicy.Numbers;

/// <summary>
/// Binary logarithms of whole numbers, in integers: the floating-point functions differ in their last bits from machine to machine, and what is
/// compared with a limit must not.
/// </summary>
internal static class FixedLog2
{
    /// <summary>Bits behind the point of a result, where no other number is asked for.</summary>
    public const int Scale = 32;

    /// <summary>log2 of a number, times 2 to the number of places, cut off.</summary>
    /// <param name="value">At least 1.</param>
    /// <param name="places">Bits behind the point, at most 48: 63 are carried along.</param>
    public static long Of(UInt128 value, int places = Scale)
    {
        ArgumentOutOfRangeException.ThrowIfZero(value);
        var whole = 127 - (int)UInt128.LeadingZeroCount(value);

        // The number as 1.x with 63 bits behind the point; squaring it tells the logarithm's next bit.
        var mantissa = (ulong)(whole >= 63 ? value >> (whole - 63) : value << (63 - whole));
        long result = whole;
        for (var bit = 0; bit < places; bit++)
        {
            var square = (UInt128)mantissa * mantissa >> 63;
            result <<= 1;
            if (square >> 64 != 0)
            {
                result |= 1;
                square >>= 1;
            }

            mantissa = (ulong)square;
        }

        return result;
    }

    /// <summary>log2 of a ratio of two numbers of at least 1, times 2^<see cref="Scale"/>.</summary>
    public static long OfRatio(UInt128 numerator, UInt128 denominator) => Of(numerator) - Of(denominator);

    /// <summary>Bits that a distribution's outcome takes on average, times 2^<see cref="Scale"/>: the entropy of counts.</summary>
    /// <param name="counts">Not negative; a sum below 2^64.</param>
    public static long Entropy(IEnumerable<BigInteger> counts)
    {
        var positive = counts.Where(c => c.Sign > 0).ToArray();
        var sum = positive.Aggregate(BigInteger.Zero, (total, c) => total + c);
        var bits = positive.Aggregate(BigInteger.Zero, (total, c) => total + (c * (Of((UInt128)sum) - Of((UInt128)c))));
        return sum.IsZero ? 0 : (long)(bits / sum);
    }
}
