using System.Globalization;
using MixPolicy.Generations;
using MixPolicy.Lineage.Diff;
using MixPolicy.Policies;

namespace MixPolicy.Reporting;

/// <summary>What two reports say, side by side, for people.</summary>
internal static class DiffStatedText
{
    /// <summary>Writes it.</summary>
    public static void Render(StatedDifference stated, TextWriter output)
    {
        PutTail(stated, output);
        PutLimits("diversity", stated.Gauges, output);
        PutLimits("limit", stated.Limits, output);
        PutWaivers("new waiver", stated.NewWaivers, output);
        PutWaivers("waiver that is gone", stated.GoneWaivers, output);
        PutTombstones("new tombstone", stated.NewTombstones, output);
        PutTombstones("tombstone that is gone", stated.GoneTombstones, output);
    }

    private static void PutTail(StatedDifference stated, TextWriter output)
    {
        var table = new TextTable("tail: group", ">records before", ">records after", ">fraction before", ">fraction after");
        foreach (var pair in stated.Tail)
        {
            table.Add(pair.Group, Records(pair.Older), Records(pair.Newer), Share(pair.Older), Share(pair.Newer));
        }

        table.Render(output);
    }

    private static string Records(StatedTail? tail) => tail is null ? "-" : DiffText.Number(tail.Records);

    private static string Share(StatedTail? tail) => tail is null ? "-" : tail.Total.IsZero ? "0.0000" : new Fraction(tail.Amount, tail.Total).ToDecimal();

    private static void PutLimits(string title, IReadOnlyList<LimitPair> limits, TextWriter output)
    {
        var table = new TextTable(title, ">before", ">after", "limit before", "limit after", "before", "after");
        foreach (var pair in limits)
        {
            table.Add(
                pair.Subject is null ? pair.Rule : $"{pair.Rule} [{pair.Subject}]",
                Measured(pair.Older), Measured(pair.Newer), Limit(pair.Older), Limit(pair.Newer), pair.Older?.Verdict ?? "-", pair.Newer?.Verdict ?? "-");
        }

        table.Render(output);
    }

    private static string Measured(StatedLimit? limit) => limit is null ? "-" : Decimal(limit.Measured);

    private static string Limit(StatedLimit? limit)
    {
        if (limit is null || (limit.Limit ?? limit.WarnLimit) is not { } bound) return "-";
        return $"{(limit.Sense == "at_least" ? ">=" : "<=")} {Decimal(bound)}{(limit.Limit is null ? " (warns)" : "")}";
    }

    private static string Decimal(Fraction value) => value.IsWhole ? value.Numerator.ToString(CultureInfo.InvariantCulture) : value.ToDecimal();

    private static void PutWaivers(string title, IReadOnlyList<StatedWaiver> waivers, TextWriter output)
    {
        var table = new TextTable(title, "limit", "expires", "owner", "approved by", "ticket");
        foreach (var one in waivers)
        {
            table.Add(one.Subject is null ? one.Rule : $"{one.Rule} [{one.Subject}]", one.Limit is { } limit ? Decimal(limit) : "-", one.Expires, one.Owner, one.ApprovedBy, one.Ticket);
        }

        table.Render(output);
    }

    private static void PutTombstones(string title, IReadOnlyList<Tombstone> tombstones, TextWriter output)
    {
        var table = new TextTable(title, "from", "authority", "reason");
        foreach (var one in tombstones) table.Add(one.Digest.ToString(), one.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), one.Authority, one.Reason);
        table.Render(output);
    }
}
