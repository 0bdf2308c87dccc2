using System.Text.Json;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Lineage;

/// <summary>The policy's waivers, in the report.</summary>
internal static class WaiverWriter
{
    /// <summary>Writes the member <c>waivers</c>.</summary>
    public static void Write(Utf8JsonWriter json, Policy policy, IReadOnlyList<Verdict> verdicts)
    {
        json.WriteStartArray("waivers");
        for (var i = 0; i < policy.Waivers.Count; i++)
        {
            var waiver = policy.Waivers[i];
            json.WriteStartObject();
            json.WriteString("rule", waiver.Rule.Value);
            json.WriteText("subject", waiver.Subject);
            json.WriteRatio("limit", waiver.Limit.Value);
            json.WriteString("expires", waiver.ExpiresText);
            json.WriteString("owner", waiver.Owner);
            json.WriteString("approved_by", waiver.ApprovedBy);
            json.WriteString("ticket", waiver.Ticket);
            json.WriteString("reason", waiver.Reason);
            json.WriteString("state", WaiverJudge.StateOf(i, waiver, verdicts, policy.AsOf!.Value.Value).ToString().ToLowerInvariant());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
