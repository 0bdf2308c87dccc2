using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>What each binding limit costs, from the exact multipliers of a proved mix.</summary>
internal static class LimitCosts
{
    /// <summary>The costs, dearest first. Limits whose multiplier is 0 cost nothing and are left out.</summary>
    public static IReadOnlyList<LimitCost> Of(PlanProblem problem, PlanModel model, ExactMix mix) =>
    [
        .. Enumerable.Range(0, model.Rows.Length).Where(r => model.Rows[r].Limit is not null && !mix.Multipliers[r].IsZero).Select(r => OfRow(model, mix, r))
            .Concat(OfBounds(problem, model, mix))
            .OrderByDescending(c => c.Moves).ThenBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Group, StringComparer.Ordinal),
    ];

    /// <summary>
    /// A free stratum is pulled by multiplier × (coefficient - the mean coefficient of the free strata by weight): so much that the row's pull alone leaves the
    /// total as it is. What is pulled up is what the row moves.
    /// </summary>
    private static LimitCost OfRow(PlanModel model, ExactMix mix, int r)
    {
        var row = model.Rows[r];
        var limit = row.Limit!;
        var (weight, weighted, up, upWeight) = (BigInteger.Zero, BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);
        // By coefficient, of which there are few.
        var weights = new Dictionary<long, Int128>();
        for (var s = 0; s < model.Count; s++)
        {
            if (mix.Holds[s] is not (Hold.Below or Hold.Above)) continue;
            weight += model.Weights[s];
            if (mix.Holds[s] == Hold.Below || !row.CountsOnce) weights[row.Coefficients[s]] = weights.GetValueOrDefault(row.Coefficients[s]) + model.Weights[s];
        }

        foreach (var (coefficient, sum) in weights) weighted += (BigInteger)sum * coefficient;
        foreach (var (coefficient, sum) in weights)
        {
            if (coefficient * weight <= weighted) continue;
            up += (BigInteger)sum * coefficient;
            upWeight += sum;
        }

        // Sum over the pulled up of w × (c - mean), with mean = weighted / weight; in grains × denominator × weight.
        var moved = BigInteger.Abs(mix.Multipliers[r]) * ((up * weight) - (upWeight * weighted));
        var unit = BigInteger.One << model.GrainBits;
        return new LimitCost(
            limit.Code, limit.Name, limit.Group,
            weight.IsZero ? 0 : (long)new Fraction((2 * moved) + (mix.Denominator * weight * unit), 2 * mix.Denominator * weight * unit).Floor(),
            new Fraction(mix.Multipliers[r], mix.Denominator) * row.Scale);
    }

    /// <summary>Caps and floors by the limit that set them: what they take from, or add to, where the rows pull their strata.</summary>
    private static IEnumerable<LimitCost> OfBounds(PlanProblem problem, PlanModel model, ExactMix mix)
    {
        var unit = mix.Denominator << model.GrainBits;
        return Enumerable.Range(0, model.Count).Select(s => (Stratum: s, Limit: Bound(s))).Where(b => b.Limit is not null)
            .GroupBy(b => b.Limit!.Value)
            .Select(g =>
            {
                var moved = g.Aggregate(BigInteger.Zero, (sum, b) => sum + BigInteger.Abs(mix.Pulls[b.Stratum] - mix.Amounts[b.Stratum]));
                var group = g.Count() == 1 ? problem.Strata[g.First().Stratum].Name : $"{g.Count()} strata";
                return new LimitCost(g.Key.Code, g.Key.Name, group, (long)BigInteger.Min(((2 * moved) + unit) / (2 * unit), long.MaxValue), null);
            });

        // What was not asked for stays at its floor for that reason alone: no cap of the policy's holds it.
        (string Code, string Name, bool IsCap)? Bound(int s) =>
            mix.Pulls[s] > mix.Amounts[s] ? (model.Targets[s] > 0 || model.Caps[s] > model.Floors[s] ? (problem.CapBounds[s].Code, problem.CapBounds[s].Name, true) : null)
            : mix.Pulls[s] < mix.Amounts[s] && problem.Floors?[s] is { } floor ? (floor.Code, floor.Name, false)
            : null;
    }
}
