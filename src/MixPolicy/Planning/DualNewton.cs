namespace MixPolicy.Planning;

/// <summary>
/// One Newton step on all active multipliers of the dual together (semismooth: the dual is piecewise quadratic), shortened until it helps.
/// </summary>
internal static class DualNewton
{
    private const int MaxActive = 200;

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
        var rows = active.Select(r => at.Rows[r]).ToArray();
        var (free, coefficients) = (new int[rows.Length], new double[rows.Length]);
        for (var s = 0; s < at.Strata.Count; s++)
        {
            var (amount, count) = (at.Amount(s), 0);
            for (var i = 0; i < rows.Length; i++)
            {
                if (rows[i].Coefficients[s] is var coefficient && coefficient != 0 && at.Strata.IsFree(rows[i], s, amount)) (free[count], coefficients[count++]) = (i, coefficient);
            }

            for (var a = 0; a < count; a++)
            {
                var weighted = coefficients[a] * at.Strata.Weights[s];
                for (var b = 0; b <= a; b++) curvature[free[a], free[b]] += weighted * coefficients[b];
            }
        }

        for (var i = 0; i < active.Length; i++)
        {
            curvature[i, i] += at.Give(active[i]);
            for (var j = 0; j < i; j++) curvature[j, i] = curvature[i, j];
        }

        return curvature;
    }

    /// <summary>
    /// Goes as far in a direction as the dual climbs; a multiplier that comes to 0 stays there while the others go on. Null when it does not climb.
    /// </summary>
    private static DualPoint? Climb(DualPoint from, int[] active, double[] direction)
    {
        DualPoint? reached = null;
        for (var leg = 0; leg <= active.Length; leg++)
        {
            var line = new DualLine(reached ?? from, active, direction);
            if (line.Steepness(0) <= 0) break;
            reached = line.Top(out var atEnd);
            if (!atEnd) break;
            direction = [.. direction.Select((d, i) => reached.Multiplier(active[i]) == 0 && line.Ends(i) ? 0 : d)];
        }

        return reached;
    }
}
