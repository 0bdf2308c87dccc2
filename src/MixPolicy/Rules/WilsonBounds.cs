using System.Numerics;
using MixPolicy.Numbers;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>
/// Wilson's 95 % bounds of a rate of which a sample was counted (z = 1.96 on each side), in whole numbers: the square root is rounded outwards at the
/// twelfth decimal, so that the true bounds always lie within.
/// </summary>
internal static class WilsonBounds
{
    private static readonly Fraction Z = new(49, 25);
    private static readonly BigInteger Scale = BigInteger.Pow(10, 12);

    /// <summary>The rate is hardly lower than this.</summary>
    /// <param name="hits">Samples that are counted, 0 to <paramref name="samples"/>.</param>
    /// <param name="samples">Samples, at least 1.</param>
    public static Fraction Lower(long hits, long samples) => Fraction.One - Upper(samples - hits, samples);

    /// <summary>The rate is hardly higher than this.</summary>
    /// <param name="hits">Samples that are counted, 0 to <paramref name="samples"/>.</param>
    /// <param name="samples">Samples, at least 1.</param>
    public static Fraction Upper(long hits, long samples)
    {
        var square = Z * Z;
        var variance = new Fraction((BigInteger)hits * (samples - hits), samples) + (square * new Fraction(1, 4));
        var root = new Fraction(ExactRoots.CeilingOfSquareRoot(variance * new Fraction(Scale * Scale, 1)), Scale);
        var middle = new Fraction(hits, 1) + (square * new Fraction(1, 2));
        var whole = new Fraction(samples, 1) + square;
        var sum = middle + (Z * root);
        var bound = new Fraction(sum.Numerator * whole.Denominator, sum.Denominator * whole.Numerator);
        return bound > Fraction.One ? Fraction.One : bound;
    }
}
