using MixPolicy.Planning;

namespace MixPolicy.Tests.Planning;

/// <summary>Another way to the same point: Dykstra's alternating projections onto the box and each row's slab, in the weighted norm.</summary>
internal static class Projections
{
    public static double[] Nearest(PlanStrata strata, PlanRow[] rows, int sweeps)
    {
        var x = (double[])strata.Targets.Clone();
        var corrections = new double[rows.Length + 1][];
        for (var c = 0; c < corrections.Length; c++) corrections[c] = new double[x.Length];
        var moved = double.PositiveInfinity;
        for (var sweep = 0; sweep < sweeps && moved > 1e-10; sweep++)
        {
            var before = (double[])x.Clone();
            for (var c = 0; c < corrections.Length; c++)
            {
                var corrected = x.Zip(corrections[c], (a, b) => a + b).ToArray();
                x = c < rows.Length ? OntoRow(strata, rows[c], corrected) : [.. corrected.Select((v, s) => Math.Clamp(v, strata.Floors[s], strata.Caps[s]))];
                corrections[c] = [.. corrected.Zip(x, (a, b) => a - b)];
            }

            if (sweep >= 20) moved = x.Zip(before, (a, b) => Math.Abs(a - b)).Max();
        }

        return x;
    }

    private static double[] OntoRow(PlanStrata strata, PlanRow row, double[] x)
    {
        var value = x.Select((v, s) => v * row.Coefficients[s]).Sum();
        var off = Math.Clamp(value, row.Least, row.Most) - value;
        var steepness = row.Coefficients.Select((c, s) => c * c * strata.Weights[s]).Sum();
        return off == 0 || steepness == 0 ? x : [.. x.Select((v, s) => v + (off / steepness * strata.Weights[s] * row.Coefficients[s]))];
    }
}
