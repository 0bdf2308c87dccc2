using System.Collections.Immutable;
using MixPolicy.Numbers;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>
/// Counts raised to 1/temperature, in whole numbers only, so that every machine gets the same weights: the floating-point powers of two
/// machines may differ in the last bit.
/// <list type="number">
/// <item>log2 of a count by repeated squaring, 48 binary places, cut off.</item>
/// <item>Its distance to the log2 of the largest count, divided by the temperature, cut off.</item>
/// <item>2 to the minus that distance, as a product of the roots 2^(-1/2), 2^(-1/4), …, times 2^36, cut off, and at least 1.</item>
/// </list>
/// The largest count weighs 2^36. A larger count never weighs less than a smaller one. Relative error: under 2^-30 for weights near 2^36.
/// </summary>
internal static class TemperedWeights
{
    private const int Places = 48;
    private const int ScaleBits = 36;
    private const ulong One = 1UL << 63;

    private static readonly ImmutableArray<ulong> Roots = HalvingRoots();

    /// <summary>The weight of a count beside the largest count of its context.</summary>
    /// <param name="count">1 to <paramref name="largest"/>.</param>
    /// <param name="largest">The largest count of the context.</param>
    /// <param name="temperature">At least a millionth, with at most six decimals.</param>
    /// <returns>1 to 2^36.</returns>
    public static ulong Weight(ulong count, ulong largest, Fraction temperature)
    {
        var distance = (UInt128)(Log2(largest) - Log2(count)) * (ulong)temperature.Denominator / (ulong)temperature.Numerator;
        var halvings = distance >> Places;
        if (halvings >= ScaleBits) return 1;
        var product = One;
        for (var place = 1; place <= Places; place++)
        {
            if (((ulong)distance >> (Places - place) & 1) == 1) product = (ulong)((UInt128)product * Roots[place - 1] >> 63);
        }

        return Math.Max(1, product >> (63 - ScaleBits + (int)halvings));
    }

    /// <summary>log2 of a number that is at least 1, times 2^48, cut off.</summary>
    internal static ulong Log2(ulong value) => (ulong)FixedLog2.Of(value, Places);

    private static ImmutableArray<ulong> HalvingRoots()
    {
        var roots = ImmutableArray.CreateBuilder<ulong>(Places);
        var root = One >> 1;
        for (var place = 0; place < Places; place++) roots.Add(root = (ulong)ExactRoots.FloorOfSquareRoot((UInt128)root << 63));
        return roots.MoveToImmutable();
    }
}
