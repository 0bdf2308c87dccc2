using MixPolicy.Policies;

namespace MixPolicy.Tests.Planning.Conflicts;

/// <summary>
/// Another way to the same answer: a full tableau in exact fractions over columns of at least 0, rows of at most, phase one only, always the first column
/// that helps (Bland). Slow, plain, and of one mind with nothing in the product.
/// </summary>
internal static class PlainSimplex
{
    /// <summary>Whether some x of at least 0 has every row's sum at most its bound.</summary>
    public static bool IsFeasible(IReadOnlyList<(Fraction[] Row, Fraction Bound)> rows, int columns)
    {
        var m = rows.Count;
        var width = columns + m + 1; // columns, slacks, right side
        var tableau = new Fraction[m][];
        var basis = new int[m];
        var artificial = new bool[m];
        for (var i = 0; i < m; i++)
        {
            var sign = rows[i].Bound < Fraction.Zero ? -1 : 1;
            tableau[i] = new Fraction[width];
            for (var j = 0; j < columns; j++) tableau[i][j] = rows[i].Row[j] * new Fraction(sign, 1);
            tableau[i][columns + i] = new Fraction(sign, 1);
            tableau[i][^1] = rows[i].Bound * new Fraction(sign, 1);
            // Where the slack cannot start, an artificial column does; it never comes back, so it needs no place.
            (artificial[i], basis[i]) = (sign < 0, sign < 0 ? -1 : columns + i);
        }

        while (true)
        {
            var enters = Enumerable.Range(0, width - 1).FirstOrDefault(
                j => Enumerable.Range(0, m).Where(i => artificial[i]).Aggregate(Fraction.Zero, (sum, i) => sum + tableau[i][j]) > Fraction.Zero, -1);
            if (enters < 0) break;
            var leaves = -1;
            var best = Fraction.Zero;
            for (var i = 0; i < m; i++)
            {
                if (tableau[i][enters] <= Fraction.Zero) continue;
                var ratio = Over(tableau[i][^1], tableau[i][enters]);
                if (leaves >= 0 && (ratio > best || (ratio == best && basis[i] > basis[leaves]))) continue;
                (leaves, best) = (i, ratio);
            }

            Pivot(tableau, leaves, enters);
            (artificial[leaves], basis[leaves]) = (false, enters);
        }

        return Enumerable.Range(0, m).All(i => !artificial[i] || tableau[i][^1] == Fraction.Zero);
    }

    private static void Pivot(Fraction[][] tableau, int row, int column)
    {
        var by = tableau[row][column];
        tableau[row] = [.. tableau[row].Select(v => Over(v, by))];
        for (var i = 0; i < tableau.Length; i++)
        {
            if (i == row || tableau[i][column] == Fraction.Zero) continue;
            var times = tableau[i][column];
            tableau[i] = [.. tableau[i].Zip(tableau[row], (v, p) => v - (times * p))];
        }
    }

    private static Fraction Over(Fraction a, Fraction b) => a * new Fraction(b.Denominator, b.Numerator);
}
