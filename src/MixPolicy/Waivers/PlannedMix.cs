using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Selection;

namespace MixPolicy.Waivers;

/// <summary>
/// The mix as planned and cut: under the policy's own limits while they can be met. Only where they cannot, and active waivers are of limits that the planner was
/// asked for, it is planned again with those loosened to what the waivers let pass, and nothing else. Then the findings of the last try are the run's.
/// </summary>
/// <param name="Problem">What was planned.</param>
/// <param name="Plan">The amounts.</param>
/// <param name="Selection">The cuts.</param>
internal sealed record PlannedMix(PlanProblem Problem, MixPlan Plan, MixSelection Selection)
{
    /// <summary>Plans and cuts.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="inventory">The pool.</param>
    /// <param name="threads">Workers, at least 1; changes no byte.</param>
    /// <param name="diagnostics">Gets what could not be met.</param>
    /// <param name="progress">Told of each stage; may be null.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static PlannedMix Of(
        Policy policy, Inventory inventory, int threads, DiagnosticBag diagnostics, IProgress<BuildProgress>? progress, CancellationToken cancellation)
    {
        var found = new DiagnosticBag();
        var mix = Try(PlanProblem.Of(policy, inventory), found);
        if (found.HasViolations && !mix.Plan.TakesAll && ActiveWaivers.Of(policy) is { Any: true } waivers && PlanProblem.Of(policy, inventory, waivers) is { Waived.Count: > 0 } loosened)
        {
            found = new DiagnosticBag();
            mix = Try(loosened, found);
        }

        foreach (var finding in found.Sorted()) diagnostics.Add(finding with { Message = finding.Message + Notes(policy, mix.Problem, finding) });
        return mix;

        PlannedMix Try(PlanProblem problem, DiagnosticBag findings)
        {
            var plan = CountedPlan.Of(MixPlanner.Plan(problem, findings, cancellation), problem, inventory.Histogram, cancellation);
            progress?.Report(new BuildProgress("select", 0, 0));
            return new PlannedMix(problem, plan, RecordSelector.Select(policy, inventory, plan, threads, findings, cancellation));
        }
    }

    /// <summary>What waivers have to do with a conflict: those that it counts with, and those that have expired.</summary>
    private static string Notes(Policy policy, PlanProblem problem, Diagnostic finding)
    {
        if (finding.Severity != Severity.Violation) return "";
        var about = policy.Waivers.Where(w => IsAbout(w, problem, finding)).ToList();
        return string.Concat(
            about.Where(w => problem.Waived.Contains(w)).Select(w => WaiverText.Exceeded(w, WaivableLimits.Find(w.Rule.Value)!.SenseOf(w.Limit.Value)))
                .Concat(about.Where(w => !ActiveWaivers.IsActive(w, policy)).Select(WaiverText.Expired)));
    }

    private static bool IsAbout(Waiver waiver, PlanProblem problem, Diagnostic finding) => finding.Code == waiver.Rule.Value
        || problem.Constraints.Where(c => c.Code == waiver.Rule.Value).Select(c => c.Name)
            .Concat((problem.AskedBounds ?? problem.CapBounds).Where(b => b.Code == waiver.Rule.Value).Select(b => b.Name))
            .Any(name => finding.Message.Contains(name, StringComparison.Ordinal));
}
