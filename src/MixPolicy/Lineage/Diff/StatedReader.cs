using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MixPolicy.Policies;

namespace MixPolicy.Lineage.Diff;

/// <summary>Sets two reports side by side.</summary>
internal static class StatedReader
{
    private const string Diversity = "rules.diversity.";

    /// <summary>Reads both.</summary>
    /// <exception cref="FormatException">A report says something in another form.</exception>
    /// <exception cref="InvalidOperationException">As before.</exception>
    /// <exception cref="KeyNotFoundException">A report lacks what reports say.</exception>
    public static StatedDifference Read(ReportAtHand older, ReportAtHand newer)
    {
        var limits = Limits(older.Document.Report, newer.Document.Report);
        var (before, now) = (Waivers(older.Document.Report), Waivers(newer.Document.Report));
        var (down, downNow) = (older.TakenDown.Select(t => t.Digest).ToHashSet(), newer.TakenDown.Select(t => t.Digest).ToHashSet());
        return new StatedDifference(
            [.. limits.Where(l => !l.Rule.StartsWith(Diversity, StringComparison.Ordinal))],
            [.. limits.Where(l => l.Rule.StartsWith(Diversity, StringComparison.Ordinal))],
            Tails(older.Document.Report, newer.Document.Report),
            [.. now.Except(before)],
            [.. before.Except(now)],
            [.. newer.TakenDown.Where(t => !down.Contains(t.Digest)).OrderBy(t => t.Digest)],
            [.. older.TakenDown.Where(t => !downNow.Contains(t.Digest)).OrderBy(t => t.Digest)]);
    }

    private static List<LimitPair> Limits(JsonElement older, JsonElement newer)
    {
        var (before, now) = (Stated(older), Stated(newer));
        var there = before.GroupBy(l => l.Key).ToDictionary(g => g.Key, g => g.First().Limit);
        var here = now.Select(l => l.Key).ToHashSet();
        return
        [
            .. now.Select(l => Pair(l.Key, there.GetValueOrDefault(l.Key), l.Limit)),
            .. before.Where(l => !here.Contains(l.Key)).Select(l => Pair(l.Key, l.Limit, null)),
        ];
    }

    private static LimitPair Pair((string Code, string Rule, string? Subject) key, StatedLimit? older, StatedLimit? newer) => new(key.Code, key.Rule, key.Subject, older, newer);

    private static List<((string Code, string Rule, string? Subject) Key, StatedLimit Limit)> Stated(JsonElement report) =>
    [
        .. report.GetProperty("rules").EnumerateArray().Select(rule => (
            (rule.GetProperty("code").GetString()!, rule.GetProperty("rule").GetString()!, rule.GetProperty("subject").GetString()),
            new StatedLimit(
                Ratio(rule.GetProperty("measured"))!.Value,
                Ratio(rule.GetProperty("limit")),
                Ratio(rule.GetProperty("warn_limit")),
                rule.GetProperty("sense").GetString()!,
                rule.GetProperty("verdict").GetString()!))),
    ];

    private static IReadOnlyList<TailPair> Tails(JsonElement older, JsonElement newer)
    {
        var (before, now) = (Tail(older), Tail(newer));
        return [.. before.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Select(group => new TailPair(group, before.GetValueOrDefault(group), now.GetValueOrDefault(group)))];
    }

    private static Dictionary<string, StatedTail> Tail(JsonElement report)
    {
        if (!report.TryGetProperty("tail", out var tail)) return [];
        var total = Whole(report.GetProperty("mix").GetProperty("total"));
        return tail.GetProperty("groups").EnumerateArray().ToDictionary(
            g => g.GetProperty("group").GetString()!, g => new StatedTail(Whole(g.GetProperty("records")), Whole(g.GetProperty("amount")), total), StringComparer.Ordinal);
    }

    /// <summary>A waiver is the same whether a build used it or not.</summary>
    private static List<StatedWaiver> Waivers(JsonElement report) => !report.TryGetProperty("waivers", out var waivers) ? [] :
    [
        .. waivers.EnumerateArray().Select(w => new StatedWaiver(
            w.GetProperty("rule").GetString()!,
            w.GetProperty("subject").GetString(),
            Ratio(w.GetProperty("limit")),
            w.GetProperty("expires").GetString()!,
            w.GetProperty("owner").GetString()!,
            w.GetProperty("approved_by").GetString()!,
            w.GetProperty("ticket").GetString()!,
            w.GetProperty("reason").GetString()!)),
    ];

    private static Fraction? Ratio(JsonElement ratio) =>
        ratio.ValueKind == JsonValueKind.Null ? null
        : Whole(ratio.GetProperty("denominator")) is { Sign: > 0 } denominator ? new Fraction(Whole(ratio.GetProperty("numerator")), denominator)
        : Fraction.Zero; // a share of nothing

    private static BigInteger Whole(JsonElement number) => BigInteger.Parse(number.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
