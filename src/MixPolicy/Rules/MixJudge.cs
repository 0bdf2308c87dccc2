using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>The one judge: every limit of a policy against a recounted manifest. It never sees a plan.</summary>
internal static class MixJudge
{
    /// <summary>Judges; adds a finding for each limit that warns or is broken.</summary>
    /// <returns>One verdict a limit: the rules in the catalogue's order, then the mix's own settings.</returns>
    public static IReadOnlyList<Verdict> Judge(Policy policy, Evidence evidence, DiagnosticBag diagnostics)
    {
        IReadOnlyList<Verdict> verdicts = [.. policy.Rules.Append(new MixSettings(policy)).SelectMany(rule => rule.Judge(evidence))];
        var allJudged = true;
        foreach (var rule in policy.Rules)
        {
            if (rule.CannotJudge(evidence) is not { } unjudged) continue;
            allJudged = false;
            var severity = unjudged.IsHard ? Severity.Error : Severity.Warning;
            diagnostics.Add(new Diagnostic(Codes.RuleNotJudged, severity, rule.Place, $"rules.{rule.Key} could not be judged: {unjudged.Reason}", [unjudged.Remedy]));
        }

        verdicts = WaiverJudge.Apply(policy, verdicts, diagnostics, allJudged);
        var before = diagnostics.Sorted();
        var told = before.Where(d => d.Severity == Severity.Violation).Select(d => (d.Code, d.Place)).ToHashSet();
        var noMixAt = before.Where(d => d.Code == Codes.NoMix).Select(d => d.Place).ToHashSet();
        var sharing = verdicts.GroupBy(v => (v.Code, v.Place)).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        foreach (var verdict in verdicts)
        {
            // Where the planner has proved a limit out of reach it has said so, with what is at hand: once is enough. But a place that sets a limit for
            // several (each generator, each source) may have been proved out of reach for another one.
            var place = (verdict.Code, verdict.Place);
            if (verdict.Outcome == Outcome.Satisfied || (verdict.Code == Codes.BudgetMissed && noMixAt.Contains(verdict.Place)) || (told.Contains(place) && !sharing.Contains(place) && verdict.Outcome != Outcome.Waived)) continue;
            var severity = verdict.Outcome == Outcome.Violated ? Severity.Violation : Severity.Warning;
            diagnostics.Add(new Diagnostic(verdict.Code, severity, verdict.Place, verdict.Message, verdict.Remedies)
            {
                Limit = verdict.Name,
                Subject = verdict.Subject,
                Waiver = verdict.Outcome == Outcome.Waived ? verdict.Waiver : null,
            });
        }

        return verdicts;
    }
}
