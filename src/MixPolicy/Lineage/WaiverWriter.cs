using System.Text.Json;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Waivers;

namespace MixPolicy.Lineage;

/// <summary>Writes waivers as JSON: all that the policy says of each, and what became of it.</summary>
internal static class WaiverWriter
{
    /// <summary>Writes the member <c>waivers</c>, in the policy's order; verdicts point into it.</summary>
    public static void Write(Utf8JsonWriter json, Policy policy, IReadOnlyList<Verdict> verdicts)
    {
        json.WriteStartArray("waivers");
        foreach (var (waiver, state) in policy.Waivers.Zip(WaiverStates.Of(policy, verdicts)))
        {
            json.WriteStartObject();
            json.WriteString("rule", waiver.Rule.Value);
            json.WriteText("subject", waiver.Subject);
            json.WriteRatio("limit", waiver.Limit.Value);
            json.WriteString("expires", waiver.ExpiresText);
            json.WriteString("owner", waiver.Owner);
            json.WriteString("approved_by", waiver.ApprovedBy);
            json.WriteString("ticket", waiver.Ticket);
            json.WriteString("reason", waiver.Reason);
            json.WriteString("state", WaiverStates.Word(state));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
