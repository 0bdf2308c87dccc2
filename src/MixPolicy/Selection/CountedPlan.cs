using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Selection;

/// <summary>
/// A plan whose counts of records are those of the pool. The planner reckons a part of a stratum to hold that part of its records; the records that its keys
/// take first may be fewer, in a large stratum by more than cuts near the plan can mend. Where that leaves a limit short, it is planned again for as many
/// records more as the histogram misses.
/// </summary>
internal static class CountedPlan
{
    private const int MaxRounds = 4;

    /// <summary>The plan, or one that has the records that its limits ask for; the limits stay as they are.</summary>
    public static MixPlan Of(MixPlan plan, PlanProblem problem, KeyHistogram histogram, CancellationToken cancellation)
    {
        var asked = problem.Constraints;
        if (plan.TakesAll || !plan.IsMix || asked.All(c => c.Records is null)) return plan;
        var counted = plan;
        for (var round = 0; round < MaxRounds; round++)
        {
            var missing = asked.Select(c => Missing(c, problem, counted, histogram)).ToArray();
            if (missing.All(m => m == Fraction.Zero)) break;
            problem = problem with { Constraints = [.. problem.Constraints.Select((c, i) => c with { Bound = c.Bound + missing[i] })] };
            var next = MixPlanner.Plan(problem, new DiagnosticBag(), cancellation);
            if (!next.IsMix) break;
            counted = next with { Limits = plan.Limits, Costs = plan.Costs };
        }

        return counted;
    }

    /// <summary>By how much a count is short; 0 for what holds, and for rows of amounts.</summary>
    private static Fraction Missing(Constraint limit, PlanProblem problem, MixPlan plan, KeyHistogram histogram)
    {
        if (limit.Records is not { } records) return Fraction.Zero;
        var taken = Fraction.Zero;
        for (var s = 0; s < records.Count; s++)
        {
            if (records[s] != Fraction.Zero) taken += records[s] * new Fraction(Records(s, plan.Asked[s], problem, histogram), 1);
        }

        return taken < limit.Bound ? limit.Bound - taken : Fraction.Zero;
    }

    /// <summary>How many records of a stratum an amount takes; of the bucket that it ends in, in proportion.</summary>
    private static BigInteger Records(int s, long amount, PlanProblem problem, KeyHistogram histogram)
    {
        if (amount >= problem.Strata[s].Available) return problem.Strata[s].Records;
        var records = 0L;
        for (var bucket = 0; bucket < histogram.Buckets; bucket++)
        {
            var (own, size) = (histogram.Records(s, bucket), histogram.Amount(s, bucket));
            if (size > amount) return records + ((BigInteger)own * amount / size);
            amount -= size;
            records += own;
        }

        return records;
    }
}
