using System.Text.Json;

namespace MixPolicy.Reporting;

/// <summary>For programs: one JSON object, keys in a fixed order, amounts as integers, every key always there.</summary>
public sealed class JsonReport : IReportRenderer
{
    /// <inheritdoc/>
    public void Render(BuildResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        JsonText.Write(output, json =>
        {
            json.PutOutcome(result.Outcome, result.Diagnostics);
            if (result.Summary is { } mix) Put(json, mix);
            else json.WriteNull("summary");
            json.PutTexts("written", result.Written);
        });
    }

    private static void Put(Utf8JsonWriter json, BuildSummary mix)
    {
        json.WriteStartObject("summary");
        json.WriteString("policy", mix.Policy);
        json.WriteString("unit", mix.Unit);
        json.WriteString("budget", mix.Budget);
        json.WriteNumber("total", mix.Total);
        json.WriteNumber("records", mix.Records);
        json.WriteNumber("quarantined", mix.Quarantined);
        json.WriteString("manifest_digest", mix.ManifestDigest);
        if (mix.Parent is { } parent) Put(json, parent);
        else json.WriteNull("parent");
        json.WriteStartArray("rules");
        foreach (var rule in mix.Rules)
        {
            json.WriteStartObject();
            json.WriteString("code", rule.Code);
            json.WriteString("name", rule.Name);
            json.WriteString("subject", rule.Subject);
            json.WriteString("outcome", rule.Outcome);
            json.WriteString("measured", rule.Measured);
            json.WriteString("limit", rule.Limit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("waived", mix.Rules.Count(r => r.Outcome == RuleLine.Waived));
        json.WriteStartArray("waivers");
        foreach (var waiver in mix.Waivers) Put(json, waiver);
        json.WriteEndArray();
        json.WriteStartArray("strata");
        foreach (var stratum in mix.Strata)
        {
            json.WriteStartObject();
            json.WriteString("name", stratum.Name);
            json.WriteNumber("records", stratum.Records);
            json.WriteNumber("available", stratum.Available);
            json.WriteNumber("target", stratum.Target);
            json.WriteNumber("asked", stratum.Asked);
            json.WriteNumber("taken", stratum.Taken);
            json.WriteNumber("taken_records", stratum.TakenRecords);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (mix.Plan is { } plan) Put(json, plan);
        else json.WriteNull("plan");
        json.WriteEndObject();
    }

    private static void Put(Utf8JsonWriter json, WaiverLine waiver)
    {
        json.WriteStartObject();
        json.WriteString("rule", waiver.Rule);
        json.WriteString("subject", waiver.Subject);
        json.WriteString("limit", waiver.Limit);
        json.WriteString("expires", waiver.Expires);
        json.WriteString("owner", waiver.Owner);
        json.WriteString("approved_by", waiver.ApprovedBy);
        json.WriteString("ticket", waiver.Ticket);
        json.WriteString("reason", waiver.Reason);
        json.WriteString("state", waiver.State);
        json.WriteEndObject();
    }

    private static void Put(Utf8JsonWriter json, PlanSummary plan)
    {
        json.WriteStartObject("plan");
        json.WriteBoolean("is_mix", plan.IsMix);
        json.WriteBoolean("proved", plan.IsProved);
        json.WriteNumber("off_targets", plan.OffTargets);
        json.WriteNumber("unasked_strata", plan.Unasked);
        json.WriteNumber("unasked", plan.UnaskedAmount);
        json.WriteStartArray("costs");
        foreach (var cost in plan.Costs)
        {
            json.WriteStartObject();
            json.WriteString("code", cost.Code);
            json.WriteString("name", cost.Name);
            json.WriteString("subject", cost.Subject);
            json.WriteNumber("moves", cost.Moves);
            json.WriteString("multiplier", cost.Multiplier);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Put(Utf8JsonWriter json, ParentLine parent)
    {
        json.WriteStartObject("parent");
        json.WriteNumber("generation", parent.Generation);
        json.WriteString("in", parent.In);
        json.WriteNumber("human_records", parent.HumanRecords);
        json.WriteNumber("kept", parent.Kept);
        json.WriteNumber("excused", parent.Excused);
        json.WriteNumber("lost", parent.Lost);
        json.WriteNumber("replaced", parent.Replaced);
        json.WriteNumber("no_longer_human", parent.NoLongerHuman);
        json.WriteEndObject();
    }
}
