using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Waivers;

/// <summary>What is amiss with the waivers themselves: each finding is a warning at the waiver's place, so that none grows old unseen.</summary>
internal static class WaiverFindings
{
    private static readonly TimeSpan EarlyWarning = TimeSpan.FromDays(14);
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(366);

    /// <summary>Adds them.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="verdicts">Every verdict of it, waivers applied.</param>
    /// <param name="allJudged">Whether every rule could be judged: else a waiver without a verdict may be of one that could not.</param>
    /// <param name="diagnostics">Gets them.</param>
    public static void Report(Policy policy, IReadOnlyList<Verdict> verdicts, bool allJudged, DiagnosticBag diagnostics)
    {
        if (policy.AsOf is not { } day) return;
        var now = Waiver.StartOf(day.Value);
        var states = WaiverStates.Of(policy, verdicts);
        for (var i = 0; i < policy.Waivers.Count; i++)
        {
            var waiver = policy.Waivers[i];
            if (states[i] == WaiverState.Expired)
            {
                diagnostics.Warn(
                    Codes.WaiverExpired, waiver.ExpiresPlace,
                    $"{WaiverText.Name(waiver)} expired on {waiver.ExpiresText} and counts no longer (as of {Day(now)})",
                    "remove it", "have it approved anew, with a later expires");
                continue;
            }

            var left = waiver.Expires - now;
            if (left <= EarlyWarning)
            {
                diagnostics.Warn(
                    Codes.WaiverExpiresSoon, waiver.ExpiresPlace,
                    $"{WaiverText.Name(waiver)} expires on {waiver.ExpiresText}, {Figures.Count((int)Math.Ceiling(left.TotalDays), "day")} after {Day(now)}: {Shown.Short(waiver.Owner)} has so long to mend what it lets pass",
                    "mend the mix before then", "have it approved anew, with a later expires");
            }

            if (left > Horizon)
            {
                diagnostics.Warn(
                    Codes.WaiverTooLong, waiver.ExpiresPlace,
                    $"{WaiverText.Name(waiver)} expires on {waiver.ExpiresText}, {Figures.Count((int)Math.Ceiling(left.TotalDays), "day")} after {Day(now)}; what is let pass for more than 366 days is no exception",
                    "set expires to at most 366 days after as_of", "change the rule instead");
            }

            ReportOverlap(policy, states, i, diagnostics);
            if (states[i] == WaiverState.Unused) ReportUnused(waiver, verdicts, allJudged, diagnostics);
        }
    }

    /// <summary>Of two for the same thing the stricter counts: the other is a trap for whoever removes one.</summary>
    private static void ReportOverlap(Policy policy, IReadOnlyList<WaiverState> states, int number, DiagnosticBag diagnostics)
    {
        var waiver = policy.Waivers[number];
        var limit = WaivableLimits.Find(waiver.Rule)!;
        for (var j = 0; j < number; j++)
        {
            var other = policy.Waivers[j];
            if (states[j] == WaiverState.Expired || other.Rule != waiver.Rule || !AreOfOneLimit(waiver, other, limit)) continue;
            diagnostics.Warn(
                Codes.WaiverOverlaps, waiver.Place,
                $"{WaiverText.Name(waiver)} and {WaiverText.Name(other)} on line {other.Place.Line} are of the same limit; the stricter of the two counts, {WaiverText.Bound(Stricter(waiver, other, limit), limit.SenseOf(waiver.Limit))}",
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
                Codes.WaiverNotLooser, waiver.LimitPlace,
                $"{WaiverText.Name(waiver)} lets {WaiverText.Bound(waiver, strictest.Sense)} pass, which is no more than {strictest.Name} does: {NumberText.Plain((strictest.Stated ?? strictest.Limit)!.Value)}",
                "remove it", "loosen its limit to what is needed");
            return;
        }

        var subjects = verdicts.Where(v => v.Code == waiver.Rule).Select(v => v.Subject).OfType<string>().Distinct().ToList();
        var why = failing.Count > 0 ? failing.TrueForAll(WaiverJudge.Keeps) ? $"{failing[0].Name} holds without it"
            : failing.TrueForAll(v => v.Outcome < Outcome.Waived) ? $"{failing[0].Name} only warns"
            : "another waiver counts before it"
            : fitting.Count > 0 ? $"{fitting[0].Name} only warns"
            : waiver.Subject is { } subject && subjects.Count > 0 ? $"no limit that raises {waiver.Rule} is about {Shown.Quote(subject)}; there are: {Shown.List(subjects)}.{Spelling.DidYouMean(subject, subjects)}"
            : verdicts.Any(v => v.Code == waiver.Rule) ? $"its limit, {NumberText.Plain(waiver.Limit)}, is not of the kind of the policy's"
            : allJudged ? $"no limit of this policy raises {waiver.Rule}"
            : null;
        if (why is not null) diagnostics.Warn(Codes.WaiverUnused, waiver.Place, $"{WaiverText.Name(waiver)} is not used: {why}", "remove it");
    }

    private static bool AreOfOneLimit(Waiver a, Waiver b, WaivableLimit limit) =>
        (limit.Measure != WaiverMeasure.ShareOrCount || a.Limit.IsWhole == b.Limit.IsWhole)
        && (a.Subject is null ? b.Subject is null : b.Subject is not null && ActiveWaivers.IsAbout(a, limit, b.Subject));

    private static Waiver Stricter(Waiver a, Waiver b, WaivableLimit limit) =>
        (limit.SenseOf(a.Limit) == Planning.Sense.AtLeast ? a.Limit > b.Limit : a.Limit < b.Limit) ? a : b;

    private static string Day(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
