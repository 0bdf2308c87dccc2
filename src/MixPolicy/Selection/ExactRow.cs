using System.Numerics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Selection;

/// <summary>
/// A row scaled to whole numbers. A limit with more than <see cref="MaxDecimals"/> decimals is rounded, coefficient by coefficient, to the side on which
/// the row is harder to hold: what holds here holds exactly.
/// </summary>
/// <param name="Amounts">A coefficient a stratum.</param>
/// <param name="Records">A coefficient a stratum, of distinct records.</param>
/// <param name="Least">Lower side.</param>
/// <param name="Most">Upper side.</param>
/// <param name="Scale">What one unit of the row is.</param>
internal sealed record ExactRow(Int128[] Amounts, Int128[] Records, Int128 Least, Int128 Most, double Scale)
{
    /// <summary>With 2^63 units and 4,000 strata that still fits 127 bits.</summary>
    private const int MaxDecimals = 15;

    private static readonly BigInteger MaxScale = BigInteger.Pow(10, MaxDecimals);

    /// <summary>A stratum's part of the row at a place.</summary>
    public Int128 Value(int s, CutWindow window, int place) => (Amounts[s] * window.Amount(place)) + (Records[s] * window.Records(place));

    /// <summary>How far out of its bounds, about in the policy's unit; exactly 0 when within.</summary>
    public double Breach(Int128 value) => value < Least ? (double)(Least - value) / Scale : value > Most ? (double)(value - Most) / Scale : 0;

    /// <summary>A limit as a row.</summary>
    public static ExactRow Of(Constraint constraint, int strata)
    {
        var fractions = (constraint.Amounts ?? []).Concat(constraint.Records ?? []).Append(constraint.Bound);
        var scale = fractions.Aggregate(BigInteger.One, (d, f) => d * f.Denominator / BigInteger.GreatestCommonDivisor(d, f.Denominator));
        if (scale > MaxScale) scale = MaxScale;
        var atLeast = constraint.Sense == Sense.AtLeast;
        var bound = Scaled(constraint.Bound, scale, up: atLeast);
        return new ExactRow(
            [.. Enumerable.Range(0, strata).Select(s => constraint.Amounts is { } a ? Scaled(a[s], scale, up: !atLeast) : 0)],
            [.. Enumerable.Range(0, strata).Select(s => constraint.Records is { } c ? Scaled(c[s], scale, up: !atLeast) : 0)],
            atLeast ? bound : Int128.MinValue,
            atLeast ? Int128.MaxValue : bound,
            (double)scale);
    }

    /// <summary>The budget as a row: one number within the largest record, a range as it is.</summary>
    public static ExactRow Of(Budget budget, long largest, int strata)
    {
        var slack = budget.IsExact ? largest : 0;
        return new ExactRow(
            [.. Enumerable.Repeat(Int128.One, strata)], [.. Enumerable.Repeat(Int128.Zero, strata)],
            budget.Min!.Value - (Int128)slack, budget.Max!.Value + (Int128)slack, 1);
    }

    private static Int128 Scaled(Fraction fraction, BigInteger scale, bool up)
    {
        var scaled = fraction * new Fraction(scale, 1);
        return (Int128)(up ? scaled.Ceiling() : scaled.Floor());
    }
}
