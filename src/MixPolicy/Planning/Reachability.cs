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
                $"no mix: mix.budget asks for {Figures.Of(least)} {problem.Unit}, but at most {Figures.Of(reachable)} can be had at the repetition allowed; short by {Figures.Of(least - reachable)} {problem.Unit}",
                BudgetRemedies(problem, reachable, least)));
        }

        var budget = BigInteger.Min(least, reachable);
        foreach (var constraint in problem.Constraints) possible &= CheckShare(problem, constraint, most, budget, diagnostics);
        return possible;
    }

    /// <summary>Reports that the limits cannot all be met, none of them being impossible alone.</summary>
    public static void ReportConflict(PlanProblem problem, DiagnosticBag diagnostics)
    {
        var names = problem.Constraints.Select(c => c.Name).Append("mix.budget").Distinct().ToList();
        diagnostics.Add(new Diagnostic(
            Codes.NoMix, Severity.Violation, problem.Budget.Place,
            $"no mix was found that meets these limits together: {string.Join(", ", names)}; the findings beside this one measure the nearest compromise",
            ["lower the budget", "loosen one of these limits", "add text to the side that is short"]));
    }

    private static string[] BudgetRemedies(PlanProblem problem, BigInteger reachable, BigInteger least)
    {
        var usable = problem.Strata.Where((_, i) => problem.Caps[i] > Fraction.Zero).Aggregate(BigInteger.Zero, (sum, s) => sum + s.Available);
        var remedies = new List<string>
        {
            $"lower mix.budget to {Figures.Of(reachable)}",
            $"add {Figures.Of(least - reachable)} {problem.Unit} of text",
        };
        if (!usable.IsZero)
        {
            var factor = new Fraction(least, usable);
            var rounded = new Fraction((factor * new Fraction(100, 1)).Ceiling(), 100);
            remedies.Add($"raise max_repetition_factor to {rounded.ToDecimal(2)} for every source (up to 4 repeats text almost as well as new text does)");
        }

        return [.. remedies];
    }

    /// <summary>
    /// A row without a count is a share: amounts with a positive coefficient help an at-least row, the others an at-most row. At the smallest
    /// total that the budget allows, take as much as there is of what helps most.
    /// </summary>
    private static bool CheckShare(PlanProblem problem, Constraint constraint, long[] most, BigInteger budget, DiagnosticBag diagnostics)
    {
        if (constraint.Records is not null) return CheckRecords(problem, constraint, most, diagnostics);
        var atLeast = constraint.Sense == Sense.AtLeast;
        var order = Enumerable.Range(0, most.Length).OrderByDescending(s => atLeast ? constraint.Amounts![s] : Fraction.Zero - constraint.Amounts![s]);
        var (left, value) = (budget, Fraction.Zero);
        BigInteger helpers = 0;
        foreach (var s in order)
        {
            var coefficient = constraint.Amounts![s];
            if (atLeast ? coefficient > Fraction.Zero : coefficient < Fraction.Zero) helpers += most[s];
            var taken = BigInteger.Min(left, most[s]);
            value += coefficient * new Fraction(taken, 1);
            left -= taken;
        }

        if (atLeast ? value >= constraint.Bound : value <= constraint.Bound) return true;
        // A member's coefficient is 1 - limit, another's is -limit; which of the two the extreme one is, its sign tells.
        var extreme = atLeast ? constraint.Amounts!.Max() : constraint.Amounts!.Min();
        var isMember = atLeast ? extreme >= Fraction.Zero : extreme > Fraction.Zero;
        var limit = (isMember ? Fraction.One : Fraction.Zero) - extreme;
        Report(problem, constraint, atLeast, limit, helpers, budget, diagnostics);
        return false;
    }

    private static void Report(
        PlanProblem problem, Constraint constraint, bool atLeast, Fraction limit, BigInteger helpers, BigInteger budget, DiagnosticBag diagnostics)
    {
        // At-least: the group itself is short. At-most: what is not in the group is short of 1 - limit.
        var share = atLeast ? limit : Fraction.One - limit;
        var needed = (share * new Fraction(budget, 1)).Ceiling();
        var best = new Fraction(helpers, budget);
        var reachable = atLeast ? best : Fraction.One - best;
        var side = atLeast ? constraint.Group : constraint.Others;
        var remedies = new List<string>
        {
            $"add {Figures.Of(needed - helpers)} {problem.Unit} of {side}",
            $"set {constraint.Name} to {Figures.Reachable(reachable, constraint.Sense)}",
        };
        if (helpers > 0 && share > Fraction.Zero)
        {
            remedies.Add($"lower mix.budget to {Figures.Of((new Fraction(helpers, 1) * new Fraction(share.Denominator, share.Numerator)).Floor())}");
            remedies.Add($"raise max_repetition_factor {new Fraction((new Fraction(needed, helpers) * new Fraction(100, 1)).Ceiling(), 100).ToDecimal(2)} times for {side}");
        }

        diagnostics.Add(new Diagnostic(
            constraint.Code, Severity.Violation, constraint.Place,
            $"no mix: {constraint.Name} {(atLeast ? "needs at least" : "allows at most")} {Figures.Percent(limit)} of {Figures.Of(budget)} {problem.Unit}, so {Figures.Of(needed)} {problem.Unit} of {side}; at most {Figures.Of(helpers)} can be had at the repetition allowed; short by {Figures.Of(needed - helpers)} {problem.Unit}; best reachable {Figures.Percent(reachable)}",
            remedies));
    }

    private static bool CheckRecords(PlanProblem problem, Constraint constraint, long[] most, DiagnosticBag diagnostics)
    {
        var available = problem.Strata.Where((s, i) => constraint.Records![i] > Fraction.Zero && (most[i] > 0 || s.Available == 0)).Sum(s => s.Records);
        var needed = constraint.Bound.Ceiling();
        if (available >= needed) return true;
        diagnostics.Add(new Diagnostic(
            constraint.Code, Severity.Violation, constraint.Place,
            $"no mix: {constraint.Name} needs {Figures.Of(needed)} {constraint.Group}, but only {Figures.Of(available)} can be taken; short by {Figures.Of(needed - available)} records",
            [$"add {Figures.Of(needed - available)} {constraint.Group}", $"set {constraint.Name} to {Figures.Of(available)}"]));
        return false;
    }
}
