using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Waivers;

namespace MixPolicy.Rules;

/// <summary>
/// The one evaluator of waivers: verdicts in, verdicts out. A broken limit that an active waiver fits, and whose measured value keeps the waiver's bound, is
/// waived; every other stays as it was, and says why its waiver did not help. Exact integers only.
/// </summary>
internal static class WaiverJudge
{
    /// <summary>The verdicts, those that are waived marked so; adds a finding for each waiver that wants looking at.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="verdicts">Every verdict of it.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="allJudged">Whether every rule could be judged: else a waiver that nothing needs may be of one that could not.</param>
    public static IReadOnlyList<Verdict> Apply(Policy policy, IReadOnlyList<Verdict> verdicts, DiagnosticBag diagnostics, bool allJudged = true)
    {
        if (policy.Waivers.Count == 0) return verdicts;
        var active = ActiveWaivers.Of(policy);
        IReadOnlyList<Verdict> judged = [.. verdicts.Select(v => v.Outcome == Outcome.Violated ? Apply(policy, active, v) : v)];
        WaiverFindings.Report(policy, judged, allJudged, diagnostics);
        return judged;
    }

    /// <summary>Whether a waiver is about a limit, be it active or not.</summary>
    public static bool Fits(Waiver waiver, Verdict verdict) =>
        waiver.Rule.Value == verdict.Code && WaivableLimits.Find(verdict.Code) is { } limit
        && ActiveWaivers.IsAbout(waiver, limit, verdict.Subject) && ActiveWaivers.IsOfKind(waiver, limit, verdict.Whole is null);

    /// <summary>Whether a waiver allows more than the limit that a verdict judged. Only for limits that can fail.</summary>
    public static bool IsLooser(Waiver waiver, Verdict verdict) =>
        (verdict.Stated ?? verdict.Limit) is { } limit && (verdict.Sense == Sense.AtLeast ? waiver.Limit.Value < limit : waiver.Limit.Value > limit);

    /// <summary>Whether a limit that can fail is kept, be it softened or not.</summary>
    public static bool Keeps(Verdict verdict) => (verdict.Stated ?? verdict.Limit) is not { } limit || Holds(limit, verdict);

    private static Verdict Apply(Policy policy, ActiveWaivers active, Verdict verdict)
    {
        if (active.For(verdict.Code, verdict.Subject, verdict.Whole is null) is { } waiver)
        {
            var number = policy.Waivers.Select((w, i) => (w, i)).First(w => ReferenceEquals(w.w, waiver)).i;
            if (!IsLooser(waiver, verdict)) return verdict;
            return Holds(waiver.Limit.Value, verdict)
                ? verdict with { Outcome = Outcome.Waived, Waiver = number, Message = verdict.Message + WaiverText.Waived(waiver, verdict.Sense) }
                : verdict with { Waiver = number, Message = verdict.Message + WaiverText.Exceeded(waiver, verdict.Sense) };
        }

        var expired = policy.Waivers.Where(w => Fits(w, verdict)).OrderByDescending(w => w.Expires).FirstOrDefault();
        return expired is null ? verdict : verdict with { Message = verdict.Message + WaiverText.Expired(expired) };
    }

    private static bool Holds(Fraction limit, Verdict verdict)
    {
        if (verdict.HoldsUnder is { } holds) return holds(limit);
        var measured = new Fraction(verdict.Part, verdict.Whole ?? BigInteger.One);
        return verdict.Sense == Sense.AtLeast ? measured >= limit : measured <= limit;
    }
}
