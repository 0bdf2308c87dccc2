using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>The findings as results of a SARIF run.</summary>
internal static class SarifResults
{
    /// <summary>Writes them.</summary>
    public static void Put(Utf8JsonWriter json, BuildResult result, SarifFindings findings, SarifRules rules)
    {
        var waivers = result.Summary?.Waivers ?? [];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        json.PutAll("results", findings.Shown, finding =>
        {
            json.WriteString("ruleId", finding.Code);
            json.WriteNumber("ruleIndex", rules.IndexOf(finding.Code));
            json.WriteString("level", SarifRules.Level(finding.Severity));

            // What is left out is said where it is seen: GitHub shows results and no notifications.
            var isLast = ++number == findings.Shown.Count && findings.LeftOut > 0;
            PutMessage(json, finding, isLast ? $" [{findings.Sign}]" : "");
            var uri = SarifUri.Of(finding.Place.File is { Length: > 0 } file ? file : result.File is { Length: > 0 } asked ? asked : "mixpolicy");
            SarifLocation.Put(json, uri, finding.Place);
            json.WriteStartObject("partialFingerprints");
            json.WriteString("primaryLocationLineHash", Fingerprint(finding, uri, seen));
            json.WriteEndObject();

            // Where one result of a run has suppressions, all must have them: an empty list says that there are none.
            var waiver = finding.Waiver is { } index && index >= 0 && index < waivers.Count ? waivers[index] : null;
            json.PutAll("suppressions", waiver is null ? [] : new[] { waiver }, w => PutSuppression(json, w));
        });
    }

    /// <summary>A message that was cut is whole among the properties.</summary>
    private static void PutMessage(Utf8JsonWriter json, Diagnostic finding, string sign)
    {
        var whole = SarifText.Message(finding);
        var shown = SarifText.Cut(whole, SarifText.Longest - sign.Length);
        json.PutMessage(shown + sign);
        if (shown.Length == whole.Length) return;
        json.WriteStartObject("properties");
        json.WriteString("whole", whole);
        json.WriteEndObject();
    }

    /// <summary>
    /// By this GitHub knows a finding again: SHA-256, in hex, of the code, the file's URI and, one a line, the limit and whom it is about; where no limit was
    /// judged, <c>line:column</c>. What was measured is not in it, nor where in the policy a limit stands. Then <c>:1</c> for the first such finding of
    /// the run, <c>:2</c> for the next: GitHub shows one of those that are the same.
    /// </summary>
    private static string Fingerprint(Diagnostic finding, string uri, Dictionary<string, int> seen)
    {
        var about = finding.Limit is { } limit
            ? $"{limit}\n{finding.Subject}"
            : string.Create(CultureInfo.InvariantCulture, $"{finding.Place.Line}:{finding.Place.Column}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.Code}\n{uri}\n{about}\n")));
        var count = seen[hash] = seen.GetValueOrDefault(hash) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{hash}:{count}");
    }

    private static void PutSuppression(Utf8JsonWriter json, WaiverLine waiver)
    {
        json.WriteString("kind", "external");
        json.WriteString("status", "accepted");
        if (waiver.Reason.Length > 0) json.WriteString("justification", waiver.Reason);
        json.WriteStartObject("properties");
        json.WriteString("limit", waiver.Limit);
        json.WriteString("expires", waiver.Expires);
        json.WriteString("owner", waiver.Owner);
        json.WriteString("approved_by", waiver.ApprovedBy);
        json.WriteString("ticket", waiver.Ticket);
        json.WriteEndObject();
    }
}
