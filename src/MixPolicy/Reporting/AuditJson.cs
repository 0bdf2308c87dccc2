using System.Text.Json;

namespace MixPolicy.Reporting;

/// <summary>An audit for programs: one JSON object, keys in a fixed order, every key always there. Holds no state.</summary>
public static class AuditJson
{
    /// <summary>Writes the audit. The same result gives the same text everywhere.</summary>
    /// <exception cref="IOException">The writer failed.</exception>
    public static void Render(AuditResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        JsonText.Write(output, json => Put(json, result));
    }

    private static void Put(Utf8JsonWriter json, AuditResult result)
    {
        json.WriteString("format", "mixpolicy-audit/1");
        json.PutOutcome(result.Outcome, result.Diagnostics);
        json.WriteNumber("ok", result.Count(AuditOutcome.Ok));
        json.WriteNumber("failed", result.Count(AuditOutcome.Failed));
        json.WriteNumber("not_checked", result.Count(AuditOutcome.NotChecked));
        if (result.Report is { } report)
        {
            json.WriteStartObject("report");
            json.WriteString("policy", report.Policy);
            json.WriteNumber("generation", report.Generation);
            json.WriteString("as_of", report.AsOf);
            json.WriteString("verdict", report.Verdict);
            json.WriteString("root", report.Root);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("report");
        }

        json.WriteStartArray("lines");
        foreach (var line in result.Lines)
        {
            json.WriteStartObject();
            json.WriteString("check", line.Check);
            json.WriteString("subject", line.Subject);
            json.WriteString("outcome", line.Outcome switch { AuditOutcome.Ok => "ok", AuditOutcome.Failed => "failed", _ => "not_checked" });
            json.WriteString("figure", line.Figure);
            json.WriteString("remedy", line.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
