using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Waivers;

/// <summary>What is amiss with the waivers themselves: each finding is a warning at the waiver's place, so that none grows old unseen.</summary>
internal static class WaiverFindings
{
    private const int EarlyWarningDays = 14;
    private const int HorizonDays = 366;

    /// <summary>Adds them.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="verdicts">Every verdict of it, waivers applied.</param>
    /// <param name="allJudged">Whether every rule could be judged: else a waiver without a verdict may be of one that could not.</param>
    /// <param name="diagnostics">Gets them.</param>
    public static void Report(Policy policy, IReadOnlyList<Verdict> verdicts, bool allJudged, DiagnosticBag diagnostics)
    {
        if (policy.AsOf is not { } day) return;
        var states = WaiverStates.Of(policy, verdicts);
        for (var i = 0; i < policy.Waivers.Count; i++)
        {
            var waiver = policy.Waivers[i];
            if (states[i] == WaiverState.Expired)
            {
                diagnostics.Warn(
                    Codes.WaiverExpired, waiver.Expires.Place,
                    $"{WaiverText.Name(waiver)} expired on {waiver.ExpiresText}; as_of is {Day(day.Value)}. Its owner is {Shown.Short(waiver.Owner)}",
                    "remove it", $"have it approved anew by {Shown.Short(waiver.ApprovedBy)}");
                continue;
            }

            var left = waiver.DaysLeft(day.Value);
            if (left <= EarlyWarningDays)
            {
                diagnostics.Warn(
                    Codes.WaiverEndsSoon, waiver.Expires.Place,
                    $"{WaiverText.Name(waiver)} expires on {waiver.ExpiresText}, {Figures.Count(left, "day")} after as_of; from then on what it excuses is a violation. Its owner is {Shown.Short(waiver.Owner)}",
                    "mend the cause before", $"have it approved anew by {Shown.Short(waiver.ApprovedBy)}");
            }

            if (left > HorizonDays)
            {
                diagnostics.Warn(
                    Codes.WaiverTooLong, waiver.Expires.Place,
                    $"{WaiverText.Name(waiver)} runs for {Figures.Count(left, "day")} after as_of; at most {HorizonDays} are wanted: what is allowed for longer is a rule",
                    "let it expire sooner", "change the rule");
            }

            ReportOverlap(policy, states, i, diagnostics);
            if (states[i] == WaiverState.Unused) ReportUnused(waiver, verdicts, allJudged, diagnostics);
        }
    }

    /// <summary>Of two for the same thing the stricter counts: the other is a trap for whoever removes one.</summary>
    private static void ReportOverlap(Policy policy, IReadOnlyList<WaiverState> states, int number, DiagnosticBag diagnostics)
    {
        var waiver = policy.Waivers[number];
        var limit = WaivableLimits.Find(waiver.Rule.Value)!;
        for (var j = 0; j < number; j++)
        {
            var other = policy.Waivers[j];
            if (states[j] == WaiverState.Expired || other.Rule.Value != waiver.Rule.Value || !AreOfOneLimit(waiver, other, limit)) continue;
            diagnostics.Warn(
                Codes.WaiversOverlap, waiver.Rule.Place,
                $"{WaiverText.Name(waiver)} and {WaiverText.Name(other)} on line {other.Rule.Place.Line} are of one limit: of two that hold at once the stricter decides, {WaiverText.Bound(Stricter(waiver, other, limit), limit.SenseOf(waiver.Limit.Value))}",
                "keep one of them");
            return;
        }
    }

    private static void ReportUnused(Waiver waiver, IReadOnlyList<Verdict> verdicts, bool allJudged, DiagnosticBag diagnostics)
    {
        var fitting = verdicts.Where(v => v is not { Limit: null, WarnLimit: null } && WaiverJudge.Fits(waiver, v)).ToList();
        var failing = fitting.Where(v => v.Limit is not null).ToList();
        if (failing.Count > 0 && !failing.Exists(v => WaiverJudge.IsLooser(waiver, v)))
        {
            var strictest = failing[0];
            diagnostics.Warn(
                Codes.WaiverNotLooser, waiver.Limit.Place,
                $"{WaiverText.Name(waiver)} excuses nothing: its limit, {NumberText.Plain(waiver.Limit.Value)}, is no looser than that of {strictest.Name}, {NumberText.Plain((strictest.Stated ?? strictest.Limit)!.Value)}",
                "remove it", "loosen its limit to what is needed");
            return;
        }

        var subjects = verdicts.Where(v => v.Code == waiver.Rule.Value).Select(v => v.Subject).OfType<string>().Distinct().ToList();
        var why = failing.Count > 0 ? failing.TrueForAll(WaiverJudge.Keeps) ? "the limit holds without it"
            : failing.TrueForAll(v => v.Outcome < Outcome.Waived) ? "the limit only warns"
            : "another waiver counts before it"
            : fitting.Count > 0 ? "the limit only warns"
            : waiver.Subject is { } subject && subjects.Count > 0 ? $"no limit that raises {waiver.Rule.Value} is about {Shown.Quote(subject)}; there are: {Shown.List(subjects)}.{Spelling.DidYouMean(subject, subjects)}"
            : verdicts.Any(v => v.Code == waiver.Rule.Value) ? $"its limit, {NumberText.Plain(waiver.Limit.Value)}, is not of the kind of the policy's"
            : allJudged ? "no limit of the policy raises that code"
            : null;
        if (why is not null) diagnostics.Warn(Codes.WaiverUnused, waiver.Rule.Place, $"{WaiverText.Name(waiver)} excuses nothing: {why}", "remove it");
    }

    private static bool AreOfOneLimit(Waiver a, Waiver b, WaivableLimit limit) =>
        (limit.Measure != WaiverMeasure.ShareOrCount || a.Limit.Value.IsWhole == b.Limit.Value.IsWhole)
        && (a.Subject is null ? b.Subject is null : b.Subject is not null && ActiveWaivers.IsAbout(a, limit, b.Subject));

    private static Waiver Stricter(Waiver a, Waiver b, WaivableLimit limit) =>
        (limit.SenseOf(a.Limit.Value) == Planning.Sense.AtLeast ? a.Limit.Value > b.Limit.Value : a.Limit.Value < b.Limit.Value) ? a : b;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
