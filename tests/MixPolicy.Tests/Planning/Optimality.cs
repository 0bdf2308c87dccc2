using System.Numerics;
using MixPolicy.Planning;

namespace MixPolicy.Tests.Planning;

/// <summary>
/// Another way to see that a mix is the nearest: its parts are put into the conditions of Karush, Kuhn and Tucker, as they stand in the book, in whole
/// numbers.
/// </summary>
internal static class Optimality
{
    /// <summary>What is wrong; null when the mix is the nearest.</summary>
    public static string? Fault(PlanModel model, ExactMix mix)
    {
        var d = mix.Denominator;
        if (d.Sign <= 0) return "the denominator is not above 0";
        for (var r = 0; r < model.Rows.Length; r++)
        {
            var row = model.Rows[r];
            var value = Enumerable.Range(0, model.Count).Aggregate(
                BigInteger.Zero, (sum, s) => sum + ((row.Coefficients[s] + row.Common) * (row.CountsOnce ? BigInteger.Min(mix.Amounts[s], d * model.Once[s]) : mix.Amounts[s])));
            if (row.Least is { } least && value * least.Denominator < least.Numerator * d) return $"row {r} is below its lower side";
            if (row.Most is { } most && value * most.Denominator > most.Numerator * d) return $"row {r} is above its upper side";
            var side = mix.Multipliers[r].Sign > 0 ? row.Least : row.Most;
            if (!mix.Multipliers[r].IsZero && (side is null || value * side.Value.Denominator != side.Value.Numerator * d)) return $"row {r} is pulled where it is slack";
        }

        for (var s = 0; s < model.Count; s++)
        {
            var (amount, once) = (mix.Amounts[s], d * model.Once[s]);
            if (amount < d * model.Floors[s] || amount > d * model.Caps[s]) return $"stratum {s} is out of its bounds";
            var (push, oncePush) = (BigInteger.Zero, BigInteger.Zero);
            for (var r = 0; r < model.Rows.Length; r++)
            {
                var pull = mix.Multipliers[r] * (model.Rows[r].Coefficients[s] + model.Rows[r].Common);
                if (model.Rows[r].CountsOnce) oncePush += pull;
                else push += pull;
            }

            // What the distance loses, per weight, by giving a little more, and by giving a little less.
            var away = amount - (d * model.Targets[s]);
            var more = (model.Weights[s] * (push + (amount < once ? oncePush : 0))) - away;
            var less = (model.Weights[s] * (push + (amount <= once ? oncePush : 0))) - away;
            if (more.Sign > 0 && amount < d * model.Caps[s]) return $"stratum {s} would gain from more";
            if (less.Sign < 0 && amount > d * model.Floors[s]) return $"stratum {s} would gain from less";
        }

        return null;
    }
}
