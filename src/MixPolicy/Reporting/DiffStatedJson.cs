using System.Text.Json;
using MixPolicy.Lineage;
using MixPolicy.Lineage.Diff;

namespace MixPolicy.Reporting;

/// <summary>What two reports say, side by side, for programs.</summary>
internal static class DiffStatedJson
{
    /// <summary>Writes it as members of an object.</summary>
    public static void Put(Utf8JsonWriter json, StatedDifference stated)
    {
        json.PutAll("tail", stated.Tail, pair =>
        {
            json.WriteString("group", pair.Group);
            json.PutOne("older", pair.Older, tail => Put(json, tail));
            json.PutOne("newer", pair.Newer, tail => Put(json, tail));
        });
        json.PutAll("diversity", stated.Gauges, pair => Put(json, pair));
        json.PutAll("limits", stated.Limits, pair => Put(json, pair));
        json.PutAll("new_waivers", stated.NewWaivers, waiver => Put(json, waiver));
        json.PutAll("gone_waivers", stated.GoneWaivers, waiver => Put(json, waiver));
        json.PutAll("new_tombstones", stated.NewTombstones, tombstone => tombstone.WriteMembers(json));
        json.PutAll("gone_tombstones", stated.GoneTombstones, tombstone => tombstone.WriteMembers(json));
    }

    private static void Put(Utf8JsonWriter json, StatedTail tail)
    {
        json.PutWhole("records", tail.Records);
        json.PutWhole("amount", tail.Amount);
        json.PutWhole("total", tail.Total);
    }

    private static void Put(Utf8JsonWriter json, LimitPair pair)
    {
        json.WriteString("code", pair.Code);
        json.WriteString("rule", pair.Rule);
        json.WriteString("subject", pair.Subject);
        json.PutOne("older", pair.Older, limit => Put(json, limit));
        json.PutOne("newer", pair.Newer, limit => Put(json, limit));
    }

    private static void Put(Utf8JsonWriter json, StatedLimit limit)
    {
        json.WriteString("sense", limit.Sense);
        json.WriteRatio("measured", limit.Measured);
        json.WriteRatio("limit", limit.Limit);
        json.WriteRatio("warn_limit", limit.WarnLimit);
        json.WriteString("verdict", limit.Verdict);
    }

    private static void Put(Utf8JsonWriter json, StatedWaiver waiver)
    {
        json.WriteString("rule", waiver.Rule);
        json.WriteString("subject", waiver.Subject);
        json.WriteRatio("limit", waiver.Limit);
        json.WriteString("expires", waiver.Expires);
        json.WriteString("owner", waiver.Owner);
        json.WriteString("approved_by", waiver.ApprovedBy);
        json.WriteString("ticket", waiver.Ticket);
        json.WriteString("reason", waiver.Reason);
    }
}
