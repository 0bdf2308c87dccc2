using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Numbers;

/// <summary>Square roots in whole numbers: every machine gets the same.</summary>
internal static class ExactRoots
{
    /// <summary>The largest whole number whose square is not above a number.</summary>
    /// <param name="value">At least 0.</param>
    public static BigInteger FloorOfSquareRoot(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value.IsZero) return 0;

        // Newton's method from above: falls until it has arrived.
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    /// <summary>The smallest whole number whose square is not below a fraction.</summary>
    /// <param name="value">At least 0.</param>
    public static BigInteger CeilingOfSquareRoot(Fraction value)
    {
        var whole = value.Ceiling();
        var root = FloorOfSquareRoot(whole);
        return root * root == whole ? root : root + 1;
    }
}
