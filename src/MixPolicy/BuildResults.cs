using System.Globalization;
using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Lineage;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Waivers;

namespace MixPolicy;

/// <summary>Puts what a run found into the form that hosts take.</summary>
internal static class BuildResults
{
    /// <summary>A run that got nowhere.</summary>
    public static BuildResult NotEvaluated(DiagnosticBag diagnostics) => Of(diagnostics, null, []);

    /// <summary>A result whose outcome follows from the findings: errors outweigh violations.</summary>
    public static BuildResult Of(DiagnosticBag diagnostics, BuildSummary? summary, IReadOnlyList<string> written) => new(
        diagnostics.HasErrors ? BuildOutcome.NotEvaluated : diagnostics.HasViolations ? BuildOutcome.Violated : BuildOutcome.Satisfied,
        diagnostics.Sorted(), summary, written);

    /// <summary>The figures of a mix that was built here.</summary>
    public static BuildSummary Summary(LineageReport report) => Summary(report.Policy, report.Evidence, report.Verdicts) with
    {
        Quarantined = report.Inventory.Index.Units.Sum(u => u.Bad),
        Strata = [.. report.Inventory.Strata.Select((s, i) => new StratumLine(
            s.Name, s.Records, s.Available, report.Plan.Targets[i], report.Plan.Asked[i], report.Selection.Cuts[i].Amount, report.Selection.Cuts[i].Records))],
        Plan = report.Plan.TakesAll ? null : Plan(report.Plan),
        ManifestDigest = report.Outcome == Outcome.Violated ? null : report.Manifest.Sha256,
    };

    /// <summary>The figures of a mix that was only judged.</summary>
    public static BuildSummary Summary(Policy policy, Evidence evidence, IReadOnlyList<Verdict> verdicts) => new(
        policy.Name,
        evidence.UnitWord,
        BudgetText(policy.Mix.Budget),
        (long)BigInteger.Min(evidence.Total, long.MaxValue),
        evidence.Rows,
        0,
        [],
        [.. verdicts.Select(Line)],
        null)
    {
        Parent = evidence.Inheritance?.Line(),
        Waivers = [.. policy.Waivers.Zip(WaiverStates.Of(policy, verdicts), Line)],
    };

    private static WaiverLine Line(Waiver waiver, WaiverState state) => new(
        waiver.Rule.Value, waiver.Subject, WaiverText.Bound(waiver, WaivableLimits.Find(waiver.Rule.Value)!.SenseOf(waiver.Limit.Value)), waiver.ExpiresText, waiver.Owner, waiver.ApprovedBy,
        waiver.Ticket, waiver.Reason, WaiverStates.Word(state));

    private static PlanSummary Plan(MixPlan plan) => new(
        plan.IsMix, plan.IsProved, plan.OffTargets, plan.Unasked.Count, plan.Unasked.Sum(s => plan.Asked[s]),
        [.. plan.Costs.Select(c => new CostLine(c.Code, c.Name, c.Group, c.Moves, c.Multiplier?.ToDecimal(9)))]);

    private static string BudgetText(Budget budget) => budget.IsAll ? "all"
        : budget.IsExact ? budget.Min!.Value.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{budget.Min}..{budget.Max}");

    private static RuleLine Line(Verdict verdict)
    {
        var isShare = verdict.Whole is not null;
        var share = new Fraction(verdict.Part, verdict.Whole ?? 1);
        var decimals = new[] { verdict.Limit, verdict.WarnLimit }.Max(limit => limit is { } l ? Figures.Decimals(share, l, least: 4) : 4);
        var measured = isShare ? share.ToDecimal(decimals) : Figures.Count(verdict.Part, verdict.Unit[..^1]);
        var sign = verdict.Sense == Sense.AtLeast ? ">=" : "<=";
        var warn = verdict.Sense == Sense.AtLeast ? "warn below" : "warn above";
        var limit = (verdict.Limit, verdict.WarnLimit) switch
        {
            ({ Numerator.IsZero: true }, null) when verdict.Sense == Sense.AtMost && !isShare => "none",
            ({ } fail, { } soft) => $"{sign} {Show(fail)} ({warn} {Show(soft)})",
            ({ } fail, null) => $"{sign} {Show(fail)}",
            (null, { } soft) => $"{warn} {Show(soft)}",
            _ => "",
        };
        var outcome = verdict is { Limit: null, WarnLimit: null } ? RuleLine.Gauge : VerdictWriter.Word(verdict.Outcome);
        return new RuleLine(verdict.Code, verdict.Name, verdict.Subject, outcome, measured, limit);

        string Show(Fraction value) => isShare ? value.ToDecimal(decimals) : Figures.Of(value.Numerator);
    }
}
