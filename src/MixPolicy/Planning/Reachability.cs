using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Planning;

/// <summary>
/// What one limit alone, against what is at hand, rules out: proved in exact integers, with the numbers that would mend it. Limits that only
/// conflict together are named together.
/// </summary>
internal static class Reachability
{
    /// <summary>Beyond 16 repetitions text is worth nothing more (Muennighoff et al., arXiv 2305.16264): not a remedy to offer.</summary>
    private static readonly Fraction WorthwhileFactor = new(16, 1);

    /// <summary>False when some limit cannot be met whatever the others do; each is reported.</summary>
    public static bool Check(PlanProblem problem, long[] most, DiagnosticBag diagnostics)
    {
        var reachable = most.Aggregate(BigInteger.Zero, (sum, m) => sum + m);
        var least = new BigInteger(problem.Budget.Min!.Value);
        var possible = true;
        if (reachable < least)
        {
            possible = false;
            diagnostics.Add(new Diagnostic(
                Codes.NoMix, Severity.Violation, problem.Budget.Place,
                $"no mix: mix.budget asks for {Figures.Of(least)} {problem.Unit}, but at most {Figures.Of(reachable)} can be had at the repetition allowed; short by {Figures.Of(least - reachable)} {problem.Unit}{LeftOut(problem)}",
                BudgetRemedies(problem, reachable, least)));
        }

        possible &= CheckFloors(problem, diagnostics);
        var budget = BigInteger.Min(least, reachable);
        foreach (var constraint in problem.Constraints) possible &= CheckShare(problem, constraint, most, budget, diagnostics);
        return possible;
    }

    /// <summary>Reports that the limits cannot all be met, none of them being impossible alone.</summary>
    public static void ReportConflict(PlanProblem problem, DiagnosticBag diagnostics)
    {
        var names = problem.Constraints.Select(c => c.Name).Concat((problem.Floors ?? []).OfType<StratumFloor>().Select(f => f.Name)).Append("mix.budget").Distinct().ToList();
        diagnostics.Add(new Diagnostic(
            Codes.NoMix, Severity.Violation, problem.Budget.Place,
            $"no mix was found that meets these limits together: {string.Join(", ", names)}; the findings beside this one measure the nearest compromise",
            ["lower the budget", "loosen one of these limits", "add text to the side that is short"]));
    }

    /// <summary>A floor above a cap, or floors above the budget.</summary>
    private static bool CheckFloors(PlanProblem problem, DiagnosticBag diagnostics)
    {
        var possible = true;
        var kept = BigInteger.Zero;
        for (var s = 0; s < problem.Strata.Count; s++)
        {
            if (problem.Floors?[s] is not { } floor) continue;
            kept += problem.Range(s).Least;
            if (floor.MinFactor <= problem.Caps[s] || problem.Strata[s].Records == 0) continue;
            possible = false;
            var cap = problem.CapBounds[s];
            diagnostics.Add(new Diagnostic(
                floor.Code, Severity.Violation, floor.Place,
                $"no mix: {floor.Name} keeps every record of {Shown.Short(problem.Strata[s].Name)} at least {floor.MinFactor.ToDecimal(2)} times, but {cap.Name} allows at most {cap.MaxFactor.ToDecimal(2)}",
                [$"raise {cap.Name} to {floor.MinFactor.ToDecimal(2)}", $"loosen {floor.Name}"]));
        }

        if (kept <= problem.Budget.Max!.Value) return possible;
        diagnostics.Add(new Diagnostic(
            Codes.NoMix, Severity.Violation, problem.Budget.Place,
            $"no mix: {string.Join(" and ", problem.Floors!.OfType<StratumFloor>().Select(f => f.Name).Distinct().Order(StringComparer.Ordinal))} keeps {Figures.Of(kept)} {problem.Unit} in the mix, but mix.budget allows at most {Figures.Of(problem.Budget.Max.Value)}; over by {Figures.Of(kept - problem.Budget.Max.Value)} {problem.Unit}",
            [$"raise mix.budget to {Figures.Plain(kept)}"]));
        return false;
    }

    private static List<string> BudgetRemedies(PlanProblem problem, BigInteger reachable, BigInteger least)
    {
        var usable = Enumerable.Range(0, problem.Strata.Count).Where(s => problem.MaxAmount(s) > 0).ToList();
        var remedies = new List<string> { $"add {Figures.Of(least - reachable)} {problem.Unit} of text" };
        if (!reachable.IsZero) remedies.Insert(0, $"lower {MinName(problem)} to {Figures.Plain(reachable)}");
        if (Factors.Every(problem, usable, least) is { } factor && factor <= WorthwhileFactor)
        {
            remedies.Add($"raise max_repetition_factor to {factor.ToDecimal(2)} for every source (up to 4 repeats text almost as well as new text does)");
        }

        return remedies;
    }

    /// <summary>What limits that no record of a stratum can meet keep out of the mix: the likelier fault than a pool that is too small.</summary>
    private static string LeftOut(PlanProblem problem)
    {
        var byLimit = Enumerable.Range(0, problem.Strata.Count)
            .Where(s => problem.Caps[s] <= Fraction.Zero)
            .GroupBy(s => problem.CapBounds[s].Name, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key} leaves out {Figures.Of(g.Aggregate(BigInteger.Zero, (sum, s) => sum + problem.Strata[s].Available))} {problem.Unit} "
                + $"in {Figures.Of(g.Sum(s => problem.Strata[s].Records))} records")
            .ToList();
        return byLimit.Count == 0 ? "" : $"; {string.Join(" and ", byLimit)} ('dotnet mixpolicy check' with 'budget: all' shows which)";
    }

    private static string MinName(PlanProblem problem) => problem.Budget.IsExact ? "mix.budget" : "mix.budget.min";

    /// <summary>
    /// A row without a count is a share: amounts with a positive coefficient help an at-least row, the others an at-most row. At the smallest
    /// total that the budget allows, take as much as there is of what helps most.
    /// </summary>
    private static bool CheckShare(PlanProblem problem, Constraint constraint, long[] most, BigInteger budget, DiagnosticBag diagnostics)
    {
        if (constraint.Records is not null) return CheckRecords(problem, constraint, most, diagnostics);
        if (constraint.Share is null) return true;
        var atLeast = constraint.Sense == Sense.AtLeast;
        var order = Enumerable.Range(0, most.Length).OrderByDescending(s => atLeast ? constraint.Amounts![s] : Fraction.Zero - constraint.Amounts![s]);
        var (left, value) = (budget, Fraction.Zero);
        var helpers = new List<int>();
        foreach (var s in order)
        {
            var coefficient = constraint.Amounts![s];
            var isMember = coefficient + constraint.Share!.Value == Fraction.One;
            if (most[s] > 0 && isMember == atLeast) helpers.Add(s);
            var taken = BigInteger.Min(left, most[s]);
            value += coefficient * new Fraction(taken, 1);
            left -= taken;
        }

        if (atLeast ? value >= constraint.Bound : value <= constraint.Bound) return true;
        // At-least: the group itself is short. At-most: what is not in the group is short of 1 - limit.
        var limit = constraint.Share!.Value;
        Report(problem, constraint, atLeast ? limit : Fraction.One - limit, helpers, most, diagnostics);
        return false;
    }

    /// <summary>Reports a side that is short of a share; each remedy's number is exact: with it the limit can be met, with one less it cannot.</summary>
    private static void Report(
        PlanProblem problem, Constraint constraint, Fraction share, List<int> helpers, long[] most, DiagnosticBag diagnostics)
    {
        var atLeast = constraint.Sense == Sense.AtLeast;
        var least = new BigInteger(problem.Budget.Min!.Value);
        var reachable = most.Aggregate(BigInteger.Zero, (sum, m) => sum + m);
        var budget = BigInteger.Min(least, reachable);
        var had = helpers.Aggregate(BigInteger.Zero, (sum, s) => sum + most[s]);
        var needed = (share * new Fraction(budget, 1)).Ceiling();
        var best = new Fraction(had, budget);
        var (limit, shown) = atLeast ? (share, best) : (Fraction.One - share, Fraction.One - best);
        var side = atLeast ? constraint.Group : constraint.Others;
        var remedies = new List<string>
        {
            $"add {Figures.Of(ToAdd(share, had, reachable, least))} {problem.Unit} of {side}",
            $"set {constraint.Name} to {Figures.Reachable(shown, constraint.Sense)}",
        };
        if (had > 0)
        {
            remedies.Add($"lower {MinName(problem)} to {Figures.Plain((new Fraction(had, 1) * new Fraction(share.Denominator, share.Numerator)).Floor())}");
            if (Factors.Times(problem, helpers, share, reachable - had, least) is { } times)
            {
                var names = helpers.Select(s => problem.CapBounds[s].Name).Distinct().Order(StringComparer.Ordinal);
                remedies.Add($"raise {string.Join(" and ", names)} {times.ToDecimal(2)} times for {side}");
            }
        }

        diagnostics.Add(new Diagnostic(
            constraint.Code, Severity.Violation, constraint.Place,
            $"no mix: {constraint.Name} {(atLeast ? "needs at least" : "allows at most")} {Figures.Percent(limit, shown)} of {Figures.Of(budget)} {problem.Unit}, so {Figures.Of(needed)} {problem.Unit} of {side}; at most {Figures.Of(had)} can be had at the repetition allowed; short by {Figures.Of(needed - had)} {problem.Unit}; best reachable {Figures.Percent(shown, limit)}",
            remedies));
    }

    /// <summary>What is added counts towards the total too while that is short of the budget.</summary>
    private static BigInteger ToAdd(Fraction share, BigInteger had, BigInteger reachable, BigInteger least)
    {
        var atBudget = (share * new Fraction(least, 1)).Ceiling() - had;
        var rest = Fraction.One - share;
        if (reachable >= least || rest == Fraction.Zero) return atBudget;
        var gap = (share * new Fraction(reachable, 1)) - new Fraction(had, 1);
        return BigInteger.Min(atBudget, (gap * new Fraction(rest.Denominator, rest.Numerator)).Ceiling());
    }

    private static bool CheckRecords(PlanProblem problem, Constraint constraint, long[] most, DiagnosticBag diagnostics)
    {
        var available = problem.Strata.Where((s, i) => constraint.Records![i] > Fraction.Zero && most[i] > 0).Sum(s => s.Records);
        var needed = constraint.Bound.Ceiling();
        if (available >= needed) return true;
        diagnostics.Add(new Diagnostic(
            constraint.Code, Severity.Violation, constraint.Place,
            $"no mix: {constraint.Name} needs {Figures.Of(needed)} {constraint.Group}, but only {Figures.Of(available)} can be taken; short by {Figures.Of(needed - available)} records",
            [
                $"add {Figures.Of(needed - available)} {constraint.Group}",
                available > 0 ? $"set {constraint.Name} to {Figures.Plain(available)}" : $"remove {constraint.Name}",
            ]));
        return false;
    }
}
