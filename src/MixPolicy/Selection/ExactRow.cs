using System.Numerics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Selection;

/// <summary>
/// A row scaled to whole numbers. A limit with more than <see cref="MaxDecimals"/> decimals, or of very large numbers, is rounded, coefficient by
/// coefficient, to the side on which the row is harder to hold: what holds here holds exactly.
/// </summary>
/// <param name="Amounts">A coefficient a stratum.</param>
/// <param name="Records">A coefficient a stratum, of distinct records.</param>
/// <param name="Least">Lower side.</param>
/// <param name="Most">Upper side.</param>
/// <param name="Scale">What one unit of the row is.</param>
internal sealed record ExactRow(Int128[] Amounts, Int128[] Records, Int128 Least, Int128 Most, double Scale)
{
    private const int MaxDecimals = 15;

    /// <summary>Amounts are at most 2^53 (<see cref="PlanProblem.Ceiling"/>): with 2^12 strata a row then stays within 2^124.</summary>
    private const int MaxCoefficientBits = 58;

    /// <summary>No row comes to so much; a bound beyond it is as good as here.</summary>
    private const int MaxBoundBits = 125;

    private static readonly BigInteger MaxScale = BigInteger.Pow(10, MaxDecimals);

    /// <summary>A stratum's part of the row at a place.</summary>
    public Int128 Value(int s, CutWindow window, int place) => (Amounts[s] * window.Amount(place)) + (Records[s] * window.Records(place));

    /// <summary>How far out of its bounds, about in the policy's unit; exactly 0 when within.</summary>
    public double Breach(Int128 value) => value < Least ? (double)(Least - value) / Scale : value > Most ? (double)(value - Most) / Scale : 0;

    /// <summary>A limit as a row.</summary>
    public static ExactRow Of(Constraint constraint, int strata)
    {
        var coefficients = (constraint.Amounts ?? []).Concat(constraint.Records ?? []).Distinct().ToList();
        var scale = ScaleOf(coefficients, constraint.Bound);
        var atLeast = constraint.Sense == Sense.AtLeast;
        var most = BigInteger.One << MaxBoundBits;
        var bound = (Int128)BigInteger.Clamp(Scaled(constraint.Bound, scale, up: atLeast), -most, most);
        return new ExactRow(
            [.. Enumerable.Range(0, strata).Select(s => constraint.Amounts is { } a ? (Int128)Scaled(a[s], scale, up: !atLeast) : 0)],
            [.. Enumerable.Range(0, strata).Select(s => constraint.Records is { } c ? (Int128)Scaled(c[s], scale, up: !atLeast) : 0)],
            atLeast ? bound : Int128.MinValue,
            atLeast ? Int128.MaxValue : bound,
            scale.ToDouble());
    }

    /// <summary>The budget as a row: one number within the largest record, a range as it is.</summary>
    public static ExactRow Of(Budget budget, long largest, int strata)
    {
        var slack = budget.IsExact ? largest : 0;
        return new ExactRow(
            [.. Enumerable.Repeat(Int128.One, strata)], [.. Enumerable.Repeat(Int128.Zero, strata)],
            budget.Min!.Value - (Int128)slack, budget.Max!.Value + (Int128)slack, 1);
    }

    /// <summary>What makes the row whole, or as fine as fits: less than 1 where its coefficients are very large.</summary>
    private static Fraction ScaleOf(List<Fraction> coefficients, Fraction bound)
    {
        var whole = BigInteger.One;
        foreach (var f in coefficients.Append(bound).TakeWhile(_ => whole < MaxScale)) whole *= f.Denominator / BigInteger.GreatestCommonDivisor(whole, f.Denominator);
        var scale = new Fraction(BigInteger.Min(whole, MaxScale), 1);
        var largest = coefficients.Select(c => c < Fraction.Zero ? -c : c).Append(Fraction.Zero).Max();
        var excess = (int)(largest * scale).Ceiling().GetBitLength() - MaxCoefficientBits;
        return excess > 0 ? scale * new Fraction(1, BigInteger.One << excess) : scale;
    }

    private static BigInteger Scaled(Fraction fraction, Fraction scale, bool up)
    {
        var scaled = fraction * scale;
        return up ? scaled.Ceiling() : scaled.Floor();
    }
}
