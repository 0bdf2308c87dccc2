using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Planning;

/// <summary>Constraints over strata in, amounts out.</summary>
internal static class MixPlanner
{
    /// <summary>Plans; reports MIX0401 when no amounts meet every limit and then returns the nearest compromise.</summary>
    public static MixPlan Plan(PlanProblem problem, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var ranges = Enumerable.Range(0, problem.Strata.Count).Select(problem.Range).ToArray();
        if (problem.Budget.IsAll)
        {
            return new MixPlan(TakesAll: true, [.. problem.Strata.Select(s => s.Available)], ranges, [], IsMix: true);
        }

        var most = ranges.Select(r => r.Most).ToArray();
        var possible = Reachability.Check(problem, diagnostics, cancellation);
        var reachable = most.Aggregate(BigInteger.Zero, (sum, m) => sum + m);
        var kept = ranges.Aggregate(BigInteger.Zero, (sum, r) => sum + r.Least);
        var (least, upper) = ((double)BigInteger.Min(reachable, problem.Budget.Min!.Value), (double)problem.Budget.Max!.Value);
        var floors = ranges.Select(r => r.Least / upper).ToArray();
        var caps = most.Select(m => (double)m / upper).ToArray();
        var rows = problem.Constraints.Select(c => Row(c, problem, upper))
            .Append(new PlanRow([.. caps.Select(_ => 1.0)], least / upper, Math.Max(1, (double)kept / upper), Gives: false)).ToArray();
        var found = Solve(problem, floors, caps, upper, rows, out var amounts, cancellation);
        if (possible && !found) Reachability.ReportNotFound(problem, diagnostics);
        return new MixPlan(
            TakesAll: false,
            [.. amounts.Select((a, i) => Math.Clamp((long)Math.Round(a * upper), ranges[i].Least, ranges[i].Most))],
            ranges,
            problem.Constraints,
            possible && found);
    }

    /// <summary>What was not asked for (a target of 0) stays at its floor while the rest can meet every limit; only else may more come in, at a price.</summary>
    private static bool Solve(
        PlanProblem problem, double[] floors, double[] caps, double upper, PlanRow[] rows, out double[] amounts, CancellationToken cancellation)
    {
        var targets = problem.Targets.Select(t => t.ToDouble() / upper).ToArray();
        var once = problem.Strata.Select(s => s.Available / upper).ToArray();
        var asked = caps.Select((cap, s) => targets[s] > 0 ? cap : floors[s]).ToArray();
        var kept = asked.Zip(caps).Any(c => c.First != c.Second);
        if (kept && new DualAscent(new PlanStrata(targets, Weights(targets, asked), floors, asked, once), rows).Solve(out amounts, cancellation)) return true;
        return new DualAscent(new PlanStrata(targets, Weights(targets, caps), floors, caps, once), rows).Solve(out amounts, cancellation);
    }

    /// <summary>The target, so that a group that must grow or shrink does so in proportion; little, not nothing, where it is 0.</summary>
    private static double[] Weights(double[] targets, double[] caps) => [.. targets.Select((t, s) => Math.Max(t, 1e-3 * Math.Min(caps[s], 1)))];

    /// <summary>With one exact budget a share is a plain amount: adding the limit to every coefficient makes rows that hinder each other less.</summary>
    private static PlanRow Row(Constraint constraint, PlanProblem problem, double budget)
    {
        var coefficients = new double[problem.Strata.Count];
        if (constraint.Records is { } records)
        {
            var needed = Math.Max(constraint.Bound.ToDouble(), 1);
            for (var s = 0; s < coefficients.Length; s++)
            {
                var stratum = problem.Strata[s];
                if (stratum.Available > 0) coefficients[s] = records[s].ToDouble() * stratum.Records / stratum.Available * (budget / needed);
            }

            return new PlanRow(coefficients, constraint.Bound.ToDouble() / needed, double.PositiveInfinity, Gives: true, CountsOnce: true);
        }

        var shift = problem.Budget.IsExact ? constraint.Share ?? Fraction.Zero : Fraction.Zero;
        for (var s = 0; s < coefficients.Length; s++) coefficients[s] = (constraint.Amounts![s] + shift).ToDouble();
        var bound = (constraint.Bound.ToDouble() / budget) + shift.ToDouble();
        if (constraint.Share is null && coefficients.Max(Math.Abs) is var size and > 0)
        {
            for (var s = 0; s < coefficients.Length; s++) coefficients[s] /= size;
            bound /= size;
        }

        return constraint.Sense == Sense.AtLeast
            ? new PlanRow(coefficients, bound, double.PositiveInfinity, Gives: true)
            : new PlanRow(coefficients, double.NegativeInfinity, bound, Gives: true);
    }
}
