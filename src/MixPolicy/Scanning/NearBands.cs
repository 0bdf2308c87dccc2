using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>
/// How signatures of texts are cut into bands. Each of <see cref="Hashes"/> hash functions keeps its least value over the shingles of a text; two texts
/// agree in one with the probability of their similarity s, the Jaccard index of their shingles, and become candidates when all rows of some band
/// agree: with probability 1 - (1 - s^rows)^bands, an S-curve that rises about (1/bands)^(1/rows).
/// </summary>
/// <param name="Bands">Bands.</param>
/// <param name="Rows">Hash functions a band.</param>
internal readonly record struct NearBands(int Bands, int Rows)
{
    /// <summary>Hash functions at most.</summary>
    public const int Hashes = 112;

    private const int MostRows = 16;

    /// <summary>What a pair as similar as the threshold must at least be found with. 14 bands of 8 rows find 0.924 at 0.8.</summary>
    private static readonly Fraction Found = new(92, 100);

    /// <summary>The most selective bands that still find pairs at the threshold. Exact, so the same everywhere.</summary>
    /// <param name="jaccard">The threshold, from 0.5 to 1.</param>
    public static NearBands For(Fraction jaccard)
    {
        for (var rows = MostRows; rows > 1; rows--)
        {
            var bands = new NearBands(Hashes / rows, rows);
            if (bands.Finds(jaccard) >= Found) return bands;
        }

        return new NearBands(Hashes / 2, 2);
    }

    /// <summary>The probability that a pair becomes a candidate.</summary>
    public Fraction Finds(Fraction similarity) => Fraction.One - Power(Fraction.One - Power(similarity, Rows), Bands);

    private static Fraction Power(Fraction value, int exponent) => new(BigInteger.Pow(value.Numerator, exponent), BigInteger.Pow(value.Denominator, exponent));
}
