namespace MixPolicy.Planning;

/// <summary>
/// One Newton step on all active multipliers of the dual together (semismooth: the dual is piecewise quadratic), shortened until it helps.
/// </summary>
internal static class DualNewton
{
    private const int MaxActive = 200;
    private const int MaxHalvings = 60;
    private const int MaxDoublings = 20;

    /// <summary>From nearly none, for speed, to much, for places where the amounts hardly answer to the multipliers.</summary>
    private static readonly double[] Dampings = [1e-12, 1e-7, 1e-3];

    /// <summary>A better point, or null when no step helps.</summary>
    public static DualPoint? Step(DualPoint at)
    {
        var active = Enumerable.Range(0, at.Rows.Count).Where(r => at.Multiplier(r) != 0 || Math.Abs(at.Miss(r)) > DualAscent.Tolerance).ToArray();
        if (active.Length is 0 or > MaxActive) return null;
        var curvature = Curvature(at, active);
        var misses = active.Select(at.Miss).ToArray();
        return Dampings
            .Select(damping => Direction(at, active, curvature, misses, damping) is { } direction ? Climb(at, active, direction) : null)
            .OfType<DualPoint>()
            .MaxBy(point => point.Height());
    }

    /// <summary>Where the damped quadratic model is highest while no multiplier changes sides, as a change of the multipliers.</summary>
    private static double[]? Direction(DualPoint at, int[] active, double[,] curvature, double[] misses, double damping)
    {
        // In terms of sizes: multiplier = side × size, size at least 0.
        var n = active.Length;
        var old = active.Select(at.Multiplier).ToArray();
        var side = Enumerable.Range(0, n).Select(i => Math.Sign(old[i] != 0 ? old[i] : misses[i])).ToArray();
        var matrix = new double[n, n];
        var right = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) matrix[i, j] = side[i] * side[j] * (curvature[i, j] + (i == j ? damping * (1 + curvature[i, i]) : 0));
            right[i] = side[i] * misses[i];
            for (var j = 0; j < n; j++) right[i] += matrix[i, j] * Math.Abs(old[j]);
        }

        var sizes = NonNegativeSolve.Run(matrix, right, [.. old.Select(Math.Abs)]);
        return sizes is null ? null : [.. sizes.Select((size, i) => (side[i] * size) - old[i])];
    }

    /// <summary>How the active rows' values grow with each other's multipliers.</summary>
    private static double[,] Curvature(DualPoint at, int[] active)
    {
        var curvature = new double[active.Length, active.Length];
        for (var s = 0; s < at.Strata.Count; s++)
        {
            var amount = at.Amount(s);
            for (var i = 0; i < active.Length; i++)
            {
                var a = at.Rows[active[i]];
                if (a.Coefficients[s] == 0 || !at.Strata.IsFree(a, s, amount)) continue;
                for (var j = 0; j <= i; j++)
                {
                    var b = at.Rows[active[j]];
                    if (at.Strata.IsFree(b, s, amount)) curvature[i, j] += a.Coefficients[s] * b.Coefficients[s] * at.Strata.Weights[s];
                }
            }
        }

        for (var i = 0; i < active.Length; i++)
        {
            curvature[i, i] += at.Give(active[i]);
            for (var j = 0; j < i; j++) curvature[j, i] = curvature[i, j];
        }

        return curvature;
    }

    /// <summary>Goes as far in a direction as the dual climbs and no multiplier changes sides; null when it does not climb.</summary>
    private static DualPoint? Climb(DualPoint at, int[] active, double[] direction)
    {
        var furthest = double.PositiveInfinity;
        for (var i = 0; i < active.Length; i++)
        {
            var old = at.Multiplier(active[i]);
            if (old != 0 && direction[i] / old < 0) furthest = Math.Min(furthest, -old / direction[i]);
        }

        if (!direction.Any(d => d != 0) || Steepness(at, at) <= 0) return null;
        var (low, high) = (0.0, Math.Min(1, furthest));
        for (var doubling = 0; high < furthest && doubling < MaxDoublings && Steepness(at, Along(high)) > 0; doubling++)
        {
            (low, high) = (high, Math.Min(furthest, high * 4));
        }

        if (Steepness(at, Along(high)) > 0) low = high;
        for (var halving = 0; halving < MaxHalvings && low < high && (high - low) > 1e-9 * high; halving++)
        {
            var middle = (low + high) / 2;
            if (Steepness(at, Along(middle)) > 0) low = middle;
            else high = middle;
        }

        return Along(high);

        DualPoint Along(double part)
        {
            var multipliers = Enumerable.Range(0, at.Rows.Count).Select(at.Multiplier).ToArray();
            for (var i = 0; i < active.Length; i++)
            {
                var old = multipliers[active[i]];
                var moved = old + (part * direction[i]);
                multipliers[active[i]] = old != 0 && (Math.Sign(moved) != Math.Sign(old) || part >= -old / direction[i] && direction[i] / old < 0) ? 0 : moved;
            }

            return at.At(multipliers);
        }

        // How fast the dual climbs in the direction at a point of it.
        double Steepness(DualPoint from, DualPoint point)
        {
            double steepness = 0;
            for (var i = 0; i < active.Length; i++)
            {
                if (direction[i] == 0) continue;
                var old = from.Multiplier(active[i]);
                var row = from.Rows[active[i]];
                var bound = (old != 0 ? old : direction[i]) > 0 ? row.Least : row.Most;
                steepness += direction[i] * (bound - point.Value(active[i], point.Multiplier(active[i])));
            }

            return steepness;
        }
    }
}
