using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MixPolicy.Manifests;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Lineage;

/// <summary>
/// Writes <c>lineage.json</c>: ordered, the same bytes for the same build. <c>digest</c> is the SHA-256 of the document with that field empty.
/// Documented by docs/lineage.schema.json.
/// </summary>
internal static class LineageWriter
{
    /// <summary>The report's bytes.</summary>
    public static byte[] Write(LineageReport report)
    {
        var blank = CanonicalJson.Write(json => WriteReport(json, report, ""));
        return CanonicalJson.Write(json => WriteReport(json, report, Convert.ToHexStringLower(SHA256.HashData(blank))));
    }

    private static void WriteReport(Utf8JsonWriter json, LineageReport report, string digest)
    {
        json.WriteStartObject();
        json.WriteString("format", LineageReport.Format);
        json.WriteString("digest", digest);
        json.WriteStartObject("tool");
        json.WriteString("name", "mixpolicy");
        json.WriteString("version", report.ToolVersion);
        json.WriteEndObject();
        json.WriteString("verdict", VerdictWriter.Word(report.Outcome));
        WritePolicy(json, report);
        ParentWriter.Write(json, report.Evidence.Inheritance);
        LedgerSummaryWriter.Write(json, report.Ledger);
        WriteSources(json, report);
        WriteStrata(json, report);
        PlanWriter.Write(json, report.Plan);
        WriteMix(json, report);
        TailWriter.Write(json, report);
        VerdictWriter.Write(json, report.Verdicts);
        WaiverWriter.Write(json, report.Policy, report.Verdicts);
        WriteManifest(json, report);
        json.WriteEndObject();
    }

    private static void WritePolicy(Utf8JsonWriter json, LineageReport report)
    {
        var policy = report.Policy;
        json.WriteStartObject("policy");
        json.WriteString("name", policy.Name);
        json.WriteString("sha256", report.PolicyDigest);
        json.WriteNumber("generation", policy.Generation);
        json.WriteText("as_of", policy.AsOf?.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteNumber("seed", policy.Seed);
        json.WriteString("unit", report.Evidence.UnitWord);
        json.WriteStartObject("budget");
        if (policy.Mix.Budget.Min is { } min) json.WriteNumber("min", min);
        else json.WriteNull("min");
        if (policy.Mix.Budget.Max is { } max) json.WriteNumber("max", max);
        else json.WriteNull("max");
        json.WriteEndObject();
        json.WriteString("text", Encoding.UTF8.GetString(policy.Bytes));
        if (policy.Extended.Count > 0) WriteExtended(json, policy.Extended);
        json.WriteEndObject();
    }

    /// <summary>All that the policy was made of, so that it can be read again without them.</summary>
    private static void WriteExtended(Utf8JsonWriter json, IReadOnlyList<ExtendedPolicy> extended)
    {
        json.WriteStartArray("extends");
        foreach (var one in extended)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteString("sha256", one.Sha256);
            json.WriteString("text", Encoding.UTF8.GetString(one.Bytes));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSources(Utf8JsonWriter json, LineageReport report)
    {
        json.WriteStartArray("sources");
        for (var s = 0; s < report.Policy.Sources.Count; s++)
        {
            var source = report.Policy.Sources[s];
            var units = report.Inventory.Index.Units.Where(u => u.File.Source == s).ToList();
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            var dropped = report.Evidence.Pool.Dropped(source.Name);
            json.WriteNumber("records", units.Sum(u => u.Records) - report.Repeated[s] - dropped);
            json.WriteNumber("repeated", report.Repeated[s]);
            json.WriteNumber("dropped", dropped);
            json.WriteNumber("quarantined", units.Sum(u => u.Bad));
            json.WriteNumber("empty_texts", units.Sum(u => u.EmptyTexts));
            WriteTags(json, source);
            WriteUnreadable(json, units);
            WriteFiles(json, report.Inventory.Index.Files.Where(f => f.File.Source == s));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTags(Utf8JsonWriter json, Source source)
    {
        json.WriteStartObject("tags");
        foreach (var (name, value) in source.Tags.OrderBy(t => t.Key, StringComparer.Ordinal)) json.WriteString(name, value.Value);
        json.WriteEndObject();
    }

    private static void WriteUnreadable(Utf8JsonWriter json, List<UnitResult> units)
    {
        json.WriteStartObject("unreadable");
        foreach (var attribute in units.SelectMany(u => u.Unreadable).GroupBy(v => v.Attribute, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(attribute.Key, attribute.Sum(v => v.Count));
        }

        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, IEnumerable<FileResult> files)
    {
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("file", file.File.Name);
            json.WriteString("sha256", Convert.ToHexStringLower(file.Sha256));
            json.WriteNumber("bytes", file.Bytes);
            json.WriteNumber("rows", file.Records + file.Bad);
            json.WriteNumber("quarantined", file.Bad);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStrata(Utf8JsonWriter json, LineageReport report)
    {
        json.WriteStartArray("strata");
        for (var i = 0; i < report.Inventory.Strata.Count; i++)
        {
            var (stratum, cut) = (report.Inventory.Strata[i], report.Selection.Cuts[i]);
            json.WriteStartObject();
            json.WriteString("stratum", stratum.Name);
            json.WriteString("source", report.Policy.Sources[stratum.Source].Name);
            json.WriteString("origin", stratum.Origin.Name());
            json.WriteNumber("available_records", stratum.Records);
            json.WriteNumber("available", stratum.Available);
            json.WriteNumber("target", report.Plan.Targets[i]);
            json.WriteNumber("asked", report.Plan.Asked[i]);
            json.WriteNumber("taken", cut.Amount);
            json.WriteNumber("taken_records", cut.Records);
            json.WriteNumber("max_repetitions", cut.FullRounds + (cut.HasThreshold ? 1 : 0));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMix(Utf8JsonWriter json, LineageReport report)
    {
        json.WriteStartObject("mix");
        json.WriteWhole("total", report.Evidence.Total);
        json.WriteNumber("records", report.Evidence.Rows);
        json.WriteNumber("largest_record", report.Inventory.Largest);
        OriginsWriter.Write(json, report.Evidence);
        json.WriteStartArray("repetitions");
        foreach (var seen in report.Evidence.Repetitions.ByTimes)
        {
            json.WriteStartObject();
            json.WriteNumber("times", seen.Times);
            json.WriteNumber("texts", seen.Texts);
            json.WriteWhole("amount", seen.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteManifest(Utf8JsonWriter json, LineageReport report)
    {
        json.WriteStartObject("manifest");
        json.WriteString("file", ManifestLayout.FileName);
        json.WriteString("sha256", report.Manifest.Sha256);
        json.WriteNumber("bytes", report.Manifest.Bytes);
        json.WriteNumber("rows", report.Manifest.Rows);
        json.WriteString("root", report.Evidence.Root!.Value.ToString());
        json.WriteEndObject();
    }
}
