using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Lineage;

/// <summary>Writes <c>violations.json</c>: what a violated run found, beside the last good outputs that it leaves alone.</summary>
internal static class ViolationsWriter
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "violations.json";

    /// <summary>The file's bytes.</summary>
    public static byte[] Write(string toolVersion, Policy policy, string policyDigest, IReadOnlyList<Diagnostic> findings, IReadOnlyList<Verdict> verdicts) =>
        CanonicalJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("format", "mixpolicy-violations/1");
            json.WriteString("tool_version", toolVersion);
            json.WriteString("policy", policy.Name);
            json.WriteString("policy_sha256", policyDigest);
            json.WriteStartArray("findings");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("code", finding.Code);
                json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
                json.WriteString("file", finding.Place.File);
                json.WriteNumber("line", finding.Place.Line);
                json.WriteNumber("column", finding.Place.Column);
                json.WriteString("message", finding.Message);
                json.WriteStartArray("remedies");
                foreach (var remedy in finding.Remedies) json.WriteStringValue(remedy);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            VerdictWriter.Write(json, verdicts);

            // What was not judged says nothing of waivers.
            WaiverWriter.Write(json, verdicts.Count == 0 ? policy with { Waivers = [] } : policy, verdicts);
            json.WriteEndObject();
        });
}
