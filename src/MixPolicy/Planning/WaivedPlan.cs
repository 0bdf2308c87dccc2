using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Planning;

/// <summary>
/// Plans under the rules' own limits, and only where there is no such mix under what waivers allow: an exception is not used because it is there.
/// </summary>
internal static class WaivedPlan
{
    /// <summary>The plan, and the problem that it solves; what is found wrong is that of the problem that decided.</summary>
    public static (PlanProblem Problem, MixPlan Plan) Of(Policy policy, Inventory inventory, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var problem = PlanProblem.Of(policy, inventory, []);
        var found = new DiagnosticBag();
        var plan = MixPlanner.Plan(problem, found, cancellation);
        Waiver[] active = [.. policy.Waivers.Where(w => w.IsActive(policy.AsOf!.Value.Value))];
        if (!plan.IsMix && active.Length > 0)
        {
            problem = PlanProblem.Of(policy, inventory, active);
            found = new DiagnosticBag();
            plan = MixPlanner.Plan(problem, found, cancellation);
        }

        foreach (var one in found.Sorted()) diagnostics.Add(one);
        return (problem, plan);
    }
}
