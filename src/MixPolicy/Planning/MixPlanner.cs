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
            return new MixPlan(TakesAll: true, [.. problem.Strata.Select(s => s.Available)], ranges, [], IsMix: true) { IsProved = true };
        }

        var stated = problem;
        problem = problem with { Constraints = InOrder(problem.Constraints) };
        var solved = Solve(problem, ranges, cancellation);
        // A mix that is proved is the best proof that there is one.
        var possible = (solved.Exact is not null && !Bends(problem, ranges)) || Reachability.Check(stated, diagnostics, cancellation);
        if (possible && !solved.Found) solved = solved.Surely(cancellation);
        if (possible && !solved.Found) Reachability.ReportNotFound(problem, diagnostics);
        var plan = new MixPlan(TakesAll: false, solved.Amounts(problem, ranges), ranges, problem.Constraints, possible && solved.Found)
        {
            Unasked = [.. Enumerable.Range(0, ranges.Length).Where(s => problem.Targets[s] == Fraction.Zero && ranges[s].Most > 0)],
            Targets = [.. problem.Targets.Select(t => (long)(t + new Fraction(1, 2)).Floor())],
        };
        return solved.Exact is { } exact && plan.IsMix
            ? plan with { IsProved = true, Costs = LimitCosts.Of(problem, solved.Model, exact) }
            : plan;
    }

    /// <summary>
    /// Whether the model asks for less than the policy does, so that there is a compromise at all: a floor above its cap, a budget that is more than there is
    /// or less than must be kept.
    /// </summary>
    private static bool Bends(PlanProblem problem, AmountRange[] ranges)
    {
        var (kept, had) = (BigInteger.Zero, BigInteger.Zero);
        for (var s = 0; s < ranges.Length; s++)
        {
            if (ranges[s].Least < problem.MinAmount(s)) return true;
            kept += ranges[s].Least;
            had += ranges[s].Most;
        }

        return kept > problem.Budget.Max || had < problem.Budget.Min;
    }

    /// <summary>What was not asked for (a target of 0) stays at its floor while the rest can meet every limit; only else may more come in, at a price.</summary>
    private static SolvedMix Solve(PlanProblem problem, AmountRange[] ranges, CancellationToken cancellation)
    {
        if (problem.Targets.Any(t => t == Fraction.Zero)
            && SolvedMix.Of(PlanModel.Of(problem, ranges, onlyAsked: true), cancellation) is { Found: true } asked)
        {
            return asked;
        }

        return SolvedMix.Of(PlanModel.Of(problem, ranges, onlyAsked: false), cancellation);
    }

    /// <summary>Sources and rules may stand in any order in the policy; the plan is the same, to the bit.</summary>
    private static List<Constraint> InOrder(IReadOnlyList<Constraint> constraints) =>
    [
        .. constraints
            .OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Group, StringComparer.Ordinal).ThenBy(c => c.Others, StringComparer.Ordinal)
            .ThenBy(c => c.Sense).ThenBy(c => c.Bound).ThenBy(c => c.Share ?? Fraction.Zero),
    ];
}
