using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>
/// One side of a row or of a stratum's bounds, the way that it holds at least: <c>sum of coefficient × amount &gt;= Bound</c>. A row that counts everyone once
/// holds when each choice of strata for which it counts the amount, and for the others everyone, does; this is one of these choices.
/// </summary>
/// <param name="Row">Number of the row in the model; -1 for a bound.</param>
/// <param name="Stratum">The stratum whose bound it is; null for a row.</param>
/// <param name="Sign">1 for a lower side, -1 for an upper one, which is turned round.</param>
/// <param name="Coefficients">By stratum.</param>
/// <param name="Bound">The least.</param>
internal sealed record HeldRow(int Row, int? Stratum, int Sign, BigInteger[] Coefficients, Fraction Bound)
{
    /// <summary>A side of a row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="r">Number of the row.</param>
    /// <param name="lower">Which side.</param>
    /// <param name="isBelow">Of which strata a row that counts everyone once counts the amount.</param>
    public static HeldRow Of(PlanModel model, int r, bool lower, Func<int, bool> isBelow)
    {
        var row = model.Rows[r];
        var sign = lower ? 1 : -1;
        var (coefficients, bound) = (new BigInteger[model.Count], (lower ? row.Least : row.Most)!.Value);
        for (var s = 0; s < coefficients.Length; s++)
        {
            var coefficient = row.Coefficients[s] + row.Common;
            if (row.CountsOnce && !isBelow(s)) bound -= new Fraction(coefficient * model.Once[s], 1);
            else coefficients[s] = sign * coefficient;
        }

        return new HeldRow(r, null, sign, coefficients, sign > 0 ? bound : -bound);
    }

    /// <summary>A stratum's floor, or its cap.</summary>
    public static HeldRow OfBound(PlanModel model, int s, bool floor)
    {
        var coefficients = new BigInteger[model.Count];
        coefficients[s] = floor ? 1 : -1;
        return new HeldRow(-1, s, floor ? 1 : -1, coefficients, new Fraction(floor ? model.Floors[s] : -(BigInteger)model.Caps[s], 1));
    }
}
