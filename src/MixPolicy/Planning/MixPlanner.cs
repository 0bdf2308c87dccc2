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
        var most = Enumerable.Range(0, problem.Strata.Count).Select(problem.MaxAmount).ToArray();
        if (problem.Budget.IsAll)
        {
            return new MixPlan(TakesAll: true, [.. problem.Strata.Select(s => s.Available)], most, [], IsMix: true);
        }

        var possible = Reachability.Check(problem, most, diagnostics);
        var reachable = most.Aggregate(BigInteger.Zero, (sum, m) => sum + m);
        var (least, upper) = ((double)BigInteger.Min(reachable, problem.Budget.Min!.Value), (double)problem.Budget.Max!.Value);
        var caps = most.Select(m => (double)m).ToArray();
        var targets = problem.Targets.Select(t => t.ToDouble()).ToArray();
        // What was not asked for stays out until a rule needs it: a small weight makes it dear, not impossible.
        var weights = targets.Select((t, i) => Math.Max(t, 1e-3 * Math.Min(caps[i], upper))).ToArray();
        var rows = problem.Constraints.Select(c => Row(c, problem, upper)).Append(
            new PlanRow([.. caps.Select(_ => 1.0)], least, upper, Tolerance(upper), upper, Gives: false)).ToArray();
        var found = new DualAscent(targets, weights, caps, rows).Solve(out var amounts, cancellation);
        if (possible && !found) Reachability.ReportConflict(problem, diagnostics);
        return new MixPlan(
            TakesAll: false,
            [.. amounts.Select((a, i) => Math.Clamp((long)Math.Round(a), 0, most[i]))],
            most,
            problem.Constraints,
            possible && found);
    }

    private static double Tolerance(double scale) => Math.Max(1e-9 * scale, 1e-7);

    /// <summary>With one exact budget a share is a plain amount: adding the limit to every coefficient makes rows that hinder each other less.</summary>
    private static PlanRow Row(Constraint constraint, PlanProblem problem, double budget)
    {
        var coefficients = new double[problem.Strata.Count];
        var shift = constraint.Amounts is { } a && problem.Budget.IsExact ? Fraction.Zero - a.Min() : Fraction.Zero;
        for (var s = 0; s < coefficients.Length; s++)
        {
            var amount = constraint.Amounts is { } amounts ? amounts[s] + shift : Fraction.Zero;
            coefficients[s] = amount.ToDouble();
            if (constraint.Records is { } records && problem.Strata[s].Available > 0)
            {
                coefficients[s] += (records[s] * new Fraction(problem.Strata[s].Records, problem.Strata[s].Available)).ToDouble();
            }
        }

        var bound = (constraint.Bound + (shift * new Fraction(problem.Budget.Max!.Value, 1))).ToDouble();
        var scale = constraint.Records is null ? budget : Math.Max(bound, 1);
        return constraint.Sense == Sense.AtLeast
            ? new PlanRow(coefficients, bound, double.PositiveInfinity, Tolerance(scale), scale, Gives: true)
            : new PlanRow(coefficients, double.NegativeInfinity, bound, Tolerance(scale), scale, Gives: true);
    }
}
