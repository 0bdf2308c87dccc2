using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>
/// The one evaluator of waivers: what they excuse of the verdicts, and what is to be said of them. Nothing but the policy's date decides whether one
/// holds.
/// </summary>
internal static class WaiverJudge
{
    /// <summary>Days before its end from which on a waiver is spoken of: two weeks to mend the cause or ask again.</summary>
    private const int WarnDays = 14;

    /// <summary>Days ahead that a waiver may reach: an exception of more than a year is a rule.</summary>
    private const int MostDays = 366;

    /// <summary>The verdicts with what waivers excuse; adds a finding for each waiver that wants looking at.</summary>
    public static IReadOnlyList<Verdict> Apply(Policy policy, IReadOnlyList<Verdict> verdicts, DiagnosticBag diagnostics)
    {
        if (policy.Waivers.Count == 0 || policy.AsOf is not { } asOf) return verdicts;
        IReadOnlyList<Verdict> judged = [.. verdicts.Select(v => Judge(v, policy.Waivers, asOf.Value))];
        for (var i = 0; i < policy.Waivers.Count; i++) Speak(i, policy.Waivers[i], judged, asOf.Value, diagnostics);
        return judged;
    }

    /// <summary>What became of a waiver.</summary>
    /// <param name="index">Its place among the policy's.</param>
    /// <param name="waiver">It.</param>
    /// <param name="verdicts">As judged.</param>
    /// <param name="asOf">The policy's date.</param>
    public static WaiverState StateOf(int index, Waiver waiver, IReadOnlyList<Verdict> verdicts, DateOnly asOf) =>
        !waiver.IsActive(asOf) ? WaiverState.Expired : verdicts.Any(v => v.Waiver == index) ? WaiverState.Used : WaiverState.Unused;

    private static Verdict Judge(Verdict verdict, IReadOnlyList<Waiver> waivers, DateOnly asOf)
    {
        if (verdict.Outcome != Outcome.Violated) return verdict;
        (int Index, Waiver Waiver)? excusing = null;
        foreach (var (waiver, index) in waivers.Select((w, i) => (w, i)).Where(w => IsAbout(w.w, verdict) && w.w.IsActive(asOf)))
        {
            if (excusing is not { } best || GoesFurther(waiver.Limit.Value, best.Waiver.Limit.Value, verdict.Sense)) excusing = (index, waiver);
        }

        if (excusing is { } found)
        {
            var (index, waiver) = found;
            var until = $"{Shown(waiver, verdict)} until {waiver.ExpiresText} ({waiver.Ticket}; owner {waiver.Owner}, approved by {waiver.ApprovedBy}: {waiver.Reason})";
            return Holds(verdict, waiver.Limit.Value)
                ? verdict with { Outcome = Outcome.Waived, Waiver = index, Message = $"{verdict.Message}; waived: {until}" }
                : verdict with { Message = $"{verdict.Message}; the waiver allows only {until}" };
        }

        return waivers.FirstOrDefault(w => IsAbout(w, verdict)) is { } expired
            ? verdict with { Message = $"{verdict.Message}; the waiver {expired.Ticket} (owner {expired.Owner}) expired on {expired.ExpiresText}" }
            : verdict;
    }

    private static void Speak(int index, Waiver waiver, IReadOnlyList<Verdict> verdicts, DateOnly asOf, DiagnosticBag diagnostics)
    {
        var name = $"the waiver {waiver.Ticket} for {waiver.Rule.Value}";
        var left = waiver.DaysLeft(asOf);
        switch (StateOf(index, waiver, verdicts, asOf))
        {
            case WaiverState.Expired:
                diagnostics.Warn(
                    Codes.WaiverExpired, waiver.Expires.Place,
                    $"{name} expired on {waiver.ExpiresText}; as_of is {asOf:yyyy-MM-dd}. Its owner is {waiver.Owner}", "remove it", $"have it approved anew by {waiver.ApprovedBy}");
                return;
            case WaiverState.Unused:
                diagnostics.Warn(Codes.WaiverUnused, waiver.Rule.Place, $"{name} excuses nothing: {Idle(waiver, verdicts)}", "remove it");
                break;
        }

        if (left > MostDays)
        {
            diagnostics.Warn(
                Codes.WaiverTooLong, waiver.Expires.Place, $"{name} runs for {left} days after as_of; at most {MostDays} are wanted: what is allowed for longer is a rule",
                "let it expire sooner", "change the rule");
        }
        else if (left <= WarnDays)
        {
            diagnostics.Warn(
                Codes.WaiverEndsSoon, waiver.Expires.Place,
                $"{name} expires on {waiver.ExpiresText}, {left} day{(left == 1 ? "" : "s")} after as_of; from then on what it excuses is a violation. Its owner is {waiver.Owner}", "mend the cause before", $"have it approved anew by {waiver.ApprovedBy}");
        }
    }

    private static string Idle(Waiver waiver, IReadOnlyList<Verdict> verdicts)
    {
        var about = verdicts.Where(v => IsAbout(waiver, v)).ToList();
        if (about.Count == 0) return waiver.Subject is null ? "no limit of the policy raises that code" : $"no limit of the policy raises that code for '{waiver.Subject}'";
        if (about.Exists(v => v.Outcome == Outcome.Violated)) return "more is broken than it allows";
        return about.TrueForAll(v => v.Limit is { } limit && !GoesFurther(waiver.Limit.Value, limit, v.Sense)) ? "its limit is no looser than the rule's" : "the limit holds without it";
    }

    private static bool IsAbout(Waiver waiver, Verdict verdict) =>
        waiver.Rule.Value == verdict.Code && (waiver.Subject is null || waiver.Subject == verdict.Subject);

    private static bool Holds(Verdict verdict, Fraction limit)
    {
        var measured = new Fraction(verdict.Part, verdict.Whole ?? 1);
        return verdict.Sense == Sense.AtLeast ? measured >= limit : measured <= limit;
    }

    private static bool GoesFurther(Fraction limit, Fraction other, Sense sense) => sense == Sense.AtLeast ? limit < other : limit > other;

    private static string Shown(Waiver waiver, Verdict verdict)
    {
        var sign = verdict.Sense == Sense.AtLeast ? ">=" : "<=";
        return $"{sign} {NumberText.Plain(waiver.Limit.Value)}";
    }
}

/// <summary>What became of a waiver.</summary>
internal enum WaiverState
{
    /// <summary>It excuses what would else be a violation.</summary>
    Used,

    /// <summary>It holds, and excuses nothing.</summary>
    Unused,

    /// <summary>It no longer holds.</summary>
    Expired,
}
