namespace MixPolicy.Planning;

/// <summary>
/// Minimises x·A·x / 2 - b·x for x of at least 0 and a positive definite A, by an active set (Lawson and Hanson 1974, in the form of Bro and De
/// Jong 1997): solve for the positive ones; those that would go below 0 stop there; whoever would gain from leaving 0 joins.
/// </summary>
internal static class NonNegativeSolve
{
    private const double Gain = 1e-12;

    /// <summary>The minimum, or nearly where it takes too many exchanges; null when the matrix is singular to working precision.</summary>
    /// <param name="matrix">A.</param>
    /// <param name="right">b.</param>
    /// <param name="start">Where to start, each at least 0.</param>
    public static double[]? Run(double[,] matrix, double[] right, double[] start)
    {
        var x = (double[])start.Clone();
        var positive = Enumerable.Range(0, x.Length).Where(i => x[i] > 0).ToList();
        for (var exchange = 0; exchange <= 4 * x.Length; exchange++)
        {
            while (positive.Count > 0)
            {
                if (Solve(matrix, right, positive) is not { } solved) return null;
                if (Move(x, positive, solved)) break;
            }

            var (best, joins) = (Gain, -1);
            for (var i = 0; i < x.Length; i++)
            {
                if (positive.Contains(i)) continue;
                var gain = right[i];
                for (var j = 0; j < x.Length; j++) gain -= matrix[i, j] * x[j];
                if (gain > best) (best, joins) = (gain, i);
            }

            if (joins < 0) break;
            positive.Add(joins);
        }

        return x;
    }

    /// <summary>Moves towards a solution as far as nobody goes below 0; whoever stops it is no longer positive. True when all of the way.</summary>
    private static bool Move(double[] x, List<int> positive, double[] solved)
    {
        var part = 1.0;
        for (var i = 0; i < solved.Length; i++)
        {
            var from = x[positive[i]];
            if (solved[i] <= 0) part = Math.Min(part, from - solved[i] > 0 ? from / (from - solved[i]) : 0);
        }

        var whole = part >= 1 && solved.All(v => v > 0);
        for (var i = 0; i < solved.Length; i++)
        {
            var from = x[positive[i]];
            var stops = solved[i] <= 0 && (from - solved[i] <= 0 || from / (from - solved[i]) <= part);
            x[positive[i]] = stops ? 0 : from + (part * (solved[i] - from));
        }

        positive.RemoveAll(i => x[i] <= 0);
        return whole;
    }

    /// <summary>Gaussian elimination with pivots, of the chosen rows and columns; null when they are singular.</summary>
    private static double[]? Solve(double[,] matrix, double[] right, List<int> chosen)
    {
        var n = chosen.Count;
        var (a, x) = (new double[n, n], chosen.Select(i => right[i]).ToArray());
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) a[i, j] = matrix[chosen[i], chosen[j]];
        }

        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var i = column + 1; i < n; i++)
            {
                if (Math.Abs(a[i, column]) > Math.Abs(a[pivot, column])) pivot = i;
            }

            if (Math.Abs(a[pivot, column]) < 1e-300) return null;
            for (var j = column; j < n && pivot != column; j++) (a[column, j], a[pivot, j]) = (a[pivot, j], a[column, j]);
            (x[column], x[pivot]) = (x[pivot], x[column]);
            for (var i = column + 1; i < n; i++)
            {
                var factor = a[i, column] / a[column, column];
                if (factor == 0) continue;
                for (var j = column; j < n; j++) a[i, j] -= factor * a[column, j];
                x[i] -= factor * x[column];
            }
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < n; j++) x[i] -= a[i, j] * x[j];
            x[i] /= a[i, i];
        }

        return x.All(double.IsFinite) ? x : null;
    }
}
