using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Tests.Planning;

/// <summary>
/// The nearest mix of a small model by trying them all: every choice of strata at a bound and of tight rows gives one candidate; the nearest that meets all
/// rows is it. Rows that count everyone once are not known here.
/// </summary>
internal static class Enumeration
{
    public static Fraction[]? Nearest(PlanModel model)
    {
        (Fraction Distance, Fraction[] Amounts)? best = null;
        var n = model.Count;
        for (var holds = 0; holds < Math.Pow(3, n); holds++)
        {
            for (var rows = 0; rows < 1 << (2 * model.Rows.Length); rows++)
            {
                if (Candidate(model, holds, rows) is not { } amounts || !Holds(model, amounts)) continue;
                var distance = Enumerable.Range(0, n).Aggregate(Fraction.Zero, (sum, s) =>
                {
                    var away = amounts[s] - new Fraction(model.Targets[s], 1);
                    return sum + (away * away * new Fraction(1, model.Weights[s]));
                });
                if (best is null || distance < best.Value.Distance) best = (distance, amounts);
            }
        }

        return best?.Amounts;
    }

    /// <summary>The nearest amounts with some strata at their bounds and some rows at theirs, whatever the others; null when there is not just one.</summary>
    private static Fraction[]? Candidate(PlanModel model, int holds, int rows)
    {
        var tight = new List<(int Row, Fraction Bound)>();
        for (var r = 0; r < model.Rows.Length; r++)
        {
            var side = (rows >> (2 * r)) & 3;
            if (side == 0) continue;
            if ((side == 1 ? model.Rows[r].Least : side == 2 ? model.Rows[r].Most : null) is not { } bound) return null;
            tight.Add((r, bound));
        }

        // Unknown: the amounts, then a multiplier for each tight row.
        var (n, k) = (model.Count, tight.Count);
        var matrix = new Fraction[n + k, n + k + 1];
        for (var s = 0; s < n; s++)
        {
            var hold = holds / (int)Math.Pow(3, s) % 3;
            matrix[s, s] = Fraction.One;
            matrix[s, n + k] = new Fraction(hold == 0 ? model.Targets[s] : hold == 1 ? model.Floors[s] : model.Caps[s], 1);
            for (var i = 0; i < k && hold == 0; i++) matrix[s, n + i] = -(new Fraction(model.Weights[s], 1) * Coefficient(model, tight[i].Row, s));
        }

        for (var i = 0; i < k; i++)
        {
            for (var s = 0; s < n; s++) matrix[n + i, s] = Coefficient(model, tight[i].Row, s);
            matrix[n + i, n + k] = tight[i].Bound;
        }

        return Elimination.Solve(matrix)?[..n];
    }

    private static bool Holds(PlanModel model, Fraction[] amounts)
    {
        for (var s = 0; s < amounts.Length; s++)
        {
            if (amounts[s] < new Fraction(model.Floors[s], 1) || amounts[s] > new Fraction(model.Caps[s], 1)) return false;
        }

        return Enumerable.Range(0, model.Rows.Length).All(r =>
        {
            var value = amounts.Select((x, s) => x * Coefficient(model, r, s)).Aggregate(Fraction.Zero, (a, b) => a + b);
            return (model.Rows[r].Least is not { } least || value >= least) && (model.Rows[r].Most is not { } most || value <= most);
        });
    }

    private static Fraction Coefficient(PlanModel model, int r, int s) => new(model.Rows[r].Coefficients[s] + model.Rows[r].Common, 1);
}
