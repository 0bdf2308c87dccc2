using System.Numerics;

namespace MixPolicy.Planning;

/// <summary>The nearest mix, proved: amounts and multipliers as whole numbers over one denominator.</summary>
/// <param name="Amounts">By stratum, in grains × <paramref name="Denominator"/>.</param>
/// <param name="Multipliers">By row of the model × <paramref name="Denominator"/>; at least 0 where a row is held at its lower side.</param>
/// <param name="Pulls">By stratum: the amount that the rows pull it to, before its bounds, in grains × <paramref name="Denominator"/>.</param>
/// <param name="Holds">What holds each stratum.</param>
/// <param name="Denominator">Above 0.</param>
/// <param name="Exchanges">How often the active set was mended before it was right.</param>
internal sealed record ExactMix(
    BigInteger[] Amounts, BigInteger[] Multipliers, BigInteger[] Pulls, Hold[] Holds, BigInteger Denominator, int Exchanges)
{
    /// <summary>All amounts, in grains × <see cref="Denominator"/>.</summary>
    public BigInteger Total { get; } = Amounts.Aggregate(BigInteger.Zero, (sum, a) => sum + a);
}
