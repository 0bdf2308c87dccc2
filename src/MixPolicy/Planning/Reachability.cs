using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning.Conflicts;
using MixPolicy.Rules;

namespace MixPolicy.Planning;

/// <summary>Whether some amounts meet every limit, in exact numbers; and where none do, every minimal conflict.</summary>
internal static class Reachability
{
    /// <summary>False when no amounts meet every limit; each conflict is reported, the largest shortfall first.</summary>
    public static bool Check(PlanProblem problem, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var found = Conflicts(problem, cancellation);
        if (found.Conflicts.Count == 0 && found.GaveUp) ReportTooMany(problem, diagnostics);
        if (found.Conflicts.Count == 0) return !found.GaveUp;
        var said = new ConflictReport(problem, cancellation);
        var findings = found.Conflicts.Select(said.Of).ToList();
        findings.AddRange(BelowBudget(problem, found.Conflicts, cancellation).Select(said.Of));
        var rank = 0;
        foreach (var finding in findings.OrderByDescending(f => f.Shortfall).ThenBy(f => f.Place.Line).ThenBy(f => f.Place.Column).ThenBy(f => f.Message, StringComparer.Ordinal))
        {
            diagnostics.Add(new Diagnostic(finding.Code, Severity.Violation, finding.Place, finding.Message, finding.Remedies) { Rank = ++rank });
        }

        if (!found.MayBeMore) return false;
        diagnostics.Add(new Diagnostic(
            Codes.MoreConflicts, Severity.Info, problem.Budget.Place,
            $"more than {found.Conflicts.Count} sets of limits conflict in this policy; {found.Conflicts.Count} are shown, and others come to light once these are mended"));
        return false;
    }

    /// <summary>Every minimal conflict of a problem, whether there may be more than are given, and whether some question was given up.</summary>
    public static (IReadOnlyList<Conflict> Conflicts, bool MayBeMore, bool GaveUp) Conflicts(PlanProblem problem, CancellationToken cancellation)
    {
        var system = new LimitSystem(problem);
        var oracle = new FeasibilityOracle(system, cancellation);
        var (conflicts, mayBeMore) = new ConflictSearch(system, oracle).Run();
        return ([.. conflicts.Select(c => new Conflict(system, c))], mayBeMore || oracle.GaveUp, oracle.GaveUp);
    }

    /// <summary>
    /// Where less can be had than the budget asks for, no other limit is needed for a conflict. What conflicts all the same once the budget is lowered to
    /// what can be had is worth knowing at once.
    /// </summary>
    private static IEnumerable<Conflict> BelowBudget(PlanProblem problem, IReadOnlyList<Conflict> known, CancellationToken cancellation)
    {
        var reachable = Enumerable.Range(0, problem.Strata.Count).Aggregate(BigInteger.Zero, (sum, s) => sum + problem.MaxAmount(s));
        if (reachable.IsZero || reachable >= problem.Budget.Min || !known.Any(c => c.HasBudget && c.Rules.Count == 0)) return [];
        var (least, most) = ((long)reachable, problem.Budget.IsExact ? (long)reachable : problem.Budget.Max);
        var lowered = problem with { Budget = problem.Budget with { Min = least, Max = most } };
        return Conflicts(lowered, cancellation).Conflicts.Where(c => !known.Any(k => k.Set == c.Set));
    }

    /// <summary>Reports that no mix was found, where so many limits meet that which of them conflict cannot be said.</summary>
    private static void ReportTooMany(PlanProblem problem, DiagnosticBag diagnostics) => diagnostics.Add(new Diagnostic(
        Codes.NoMix, Severity.Violation, problem.Budget.Place,
        $"no mix was found that meets all limits together, and {Figures.Of(problem.Constraints.Count)} rows over {Figures.Of(problem.Strata.Count)} strata are too many to say which of them conflict; the findings beside this one measure the nearest compromise",
        ["loosen the limits that the findings beside this one name", "give mix.budget as a range", "divide records by fewer groups"]));

    /// <summary>Reports that the amounts that meet every limit were not found, although there are some.</summary>
    public static void ReportNotFound(PlanProblem problem, DiagnosticBag diagnostics) => diagnostics.Add(new Diagnostic(
        Codes.NoMix, Severity.Violation, problem.Budget.Place,
        $"amounts that meet every limit exist, but hardly any others, and the planner did not find them: {string.Join(", ", problem.Constraints.Select(c => c.Name).Append("mix.budget").Distinct())}; the findings beside this one measure the nearest compromise",
        [$"give mix.budget as a range, such as {{ min: {Figures.Plain(problem.Budget.Min!.Value * 9 / 10)}, max: {Figures.Plain(problem.Budget.Max!.Value)} }}", "loosen one of these limits a little"]));
}
