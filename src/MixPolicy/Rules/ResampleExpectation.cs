using System.Numerics;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// How many types of a group a resample of its reference is expected to hold. A type that stands in d records is missed with probability exp(-d × size),
/// where size is the resample's words per word of the reference. In fixed point over integers, so that no machine's rounding enters a verdict: exact to
/// 2^-60 a type, and the same everywhere.
/// </summary>
internal static class ResampleExpectation
{
    /// <summary>Binary places of what is returned.</summary>
    public const int Places = 64;

    private const int Guard = 32;
    private const int WorkPlaces = Places + Guard;

    /// <summary>One, in fixed point.</summary>
    public static BigInteger One { get; } = BigInteger.One << Places;

    private static readonly BigInteger WorkOne = BigInteger.One << WorkPlaces;

    /// <summary>Types that a resample holds, in fixed point.</summary>
    /// <param name="group">The types.</param>
    /// <param name="words">Words of the resample.</param>
    /// <param name="referenceWords">Words of the reference.</param>
    public static BigInteger Types(WordGroups group, BigInteger words, BigInteger referenceWords) =>
        group.ByRecords.Aggregate(BigInteger.Zero, (sum, g) => sum + (g.Types * (One - Missed(g.Records, words, referenceWords))));

    /// <summary>
    /// Types that two texts hold together, in fixed point: a resample, and other text that recalls a share of what a resample of its size would hold.
    /// </summary>
    /// <param name="group">The types.</param>
    /// <param name="words">Words of the resample.</param>
    /// <param name="otherWords">Words of the other text.</param>
    /// <param name="recall">What that recalls of what a resample would hold, from 0 to 1.</param>
    /// <param name="referenceWords">Words of the reference.</param>
    public static BigInteger Types(WordGroups group, BigInteger words, BigInteger otherWords, Fraction recall, BigInteger referenceWords) =>
        group.ByRecords.Aggregate(BigInteger.Zero, (sum, g) =>
        {
            var recalled = (One - Missed(g.Records, otherWords, referenceWords)) * recall.Numerator / recall.Denominator;
            var missed = Missed(g.Records, words, referenceWords) * (One - recalled) >> Places;
            return sum + (g.Types * (One - missed));
        });

    /// <summary>exp(-records × words ÷ referenceWords), in fixed point.</summary>
    public static BigInteger Missed(long records, BigInteger words, BigInteger referenceWords)
    {
        var exponent = words * records;
        if (exponent > referenceWords * WorkPlaces) return BigInteger.Zero;
        var x = (exponent << WorkPlaces) / referenceWords;
        var halvings = 0;
        for (; x > WorkOne >> 4; x >>= 1) halvings++;
        var (sum, term) = (WorkOne, WorkOne);
        for (var n = 1; !term.IsZero; n++)
        {
            term = (term * x >> WorkPlaces) / n;
            sum += (n & 1) == 1 ? -term : term;
        }

        for (; halvings > 0; halvings--) sum = sum * sum >> WorkPlaces;
        return sum >> Guard;
    }
}
