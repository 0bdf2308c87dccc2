using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>For programs: one JSON object, keys in a fixed order, amounts as integers, every key always there.</summary>
public sealed class JsonReport : IReportRenderer
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",

        // The output is a document of its own, not part of a page: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    public void Render(BuildResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("outcome", Word(result.Outcome));
            json.WriteNumber("exit_code", (int)result.Outcome);
            json.WriteStartArray("diagnostics");
            foreach (var finding in result.Diagnostics) Put(json, finding);
            json.WriteEndArray();
            if (result.Summary is { } mix) Put(json, mix);
            else json.WriteNull("summary");
            Put(json, "written", result.Written);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
        output.Write('\n');
    }

    private static string Word(BuildOutcome outcome) => outcome switch
    {
        BuildOutcome.Satisfied => "satisfied",
        BuildOutcome.Violated => "violated",
        _ => "not_evaluated",
    };

    private static string Word(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Warning => "warning",
        Severity.Violation => "violation",
        _ => "error",
    };

    private static void Put(Utf8JsonWriter json, Diagnostic finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteString("severity", Word(finding.Severity));
        json.WriteString("file", finding.Place.File);
        json.WriteNumber("line", finding.Place.Line);
        json.WriteNumber("column", finding.Place.Column);
        json.WriteNumber("end_line", finding.Place.EndLine);
        json.WriteNumber("end_column", finding.Place.EndColumn);
        json.WriteString("message", finding.Message);
        Put(json, "remedies", finding.Remedies);
        json.WriteEndObject();
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

    private static void Put(Utf8JsonWriter json, string key, IReadOnlyList<string> values)
    {
        json.WriteStartArray(key);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
