using System.Text.Json;
using MixPolicy.Lineage;

namespace MixPolicy.Reporting.Exports;

/// <summary>An OpenLineage 2-0-2 RunEvent, COMPLETE: the build as a run of a job that reads the sources and writes the manifest.</summary>
internal sealed class OpenLineageExport : IMixExport
{
    private const string Schema = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
    private const string DefaultNamespace = "mixpolicy";

    /// <inheritdoc/>
    public string Format => "openlineage";

    /// <inheritdoc/>
    public string FileName => "openlineage.json";

    /// <inheritdoc/>
    public bool NeedsTime => true;

    /// <inheritdoc/>
    public byte[] Render(ExportSubject subject) => CanonicalJson.Write(json =>
    {
        var mix = subject.Mix;
        var facets = new OpenLineageFacets(json, $"urn:mixpolicy:tool:{Uri.EscapeDataString(mix.ToolVersion)}");
        json.WriteStartObject();
        json.WriteString("eventType", "COMPLETE");
        json.WriteString("eventTime", subject.Instant!);
        json.WriteString("producer", facets.Producer);
        json.WriteString("schemaURL", Schema);
        WriteRun(json, facets, subject);
        WriteJob(json, facets, subject);
        json.WriteStartArray("inputs");
        foreach (var source in mix.Sources) WriteSource(json, facets, subject, source);
        if (mix.Parent is { } parent) WriteParent(json, facets, subject, parent);
        json.WriteEndArray();
        json.WriteStartArray("outputs");
        WriteManifest(json, facets, subject);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteRun(Utf8JsonWriter json, OpenLineageFacets facets, ExportSubject subject)
    {
        json.WriteStartObject("run");
        json.WriteString("runId", ReportUuid.Of("openlineage-run", subject.Mix.Sha256));
        json.WriteStartObject("facets");
        facets.Start("processing_engine", "1-1-1/ProcessingEngineRunFacet");
        json.WriteString("version", subject.Mix.ToolVersion);
        json.WriteString("name", "mixpolicy");
        json.WriteEndObject();
        facets.Start("test", "1-0-1/TestRunFacet");
        json.WriteStartArray("tests");
        foreach (var rule in subject.Mix.Rules) WriteTest(json, rule, subject.Mix.Waivers);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A waived limit is a failed test that stops nothing: that it was let go does not make it kept.</summary>
    private static void WriteTest(Utf8JsonWriter json, ReportedRule rule, IReadOnlyList<ReportedWaiver> waivers)
    {
        var blocks = rule.Limit is not null && rule.Verdict is "satisfied" or "violated";
        json.WriteStartObject();
        json.WriteString("name", RuleWords.Name(rule));
        json.WriteString("status", rule.Verdict == "satisfied" ? "pass" : "fail");
        json.WriteString("severity", blocks ? "error" : "warn");
        json.WriteString("type", rule.Code);
        json.WriteString("expected", RuleWords.Expected(rule));
        json.WriteString("actual", RuleWords.Actual(rule));
        json.WriteStartObject("params");
        json.WriteString("verdict", rule.Verdict);
        if (rule.Waiver is { } index && index >= 0 && index < waivers.Count)
        {
            json.WriteString("waiver_owner", waivers[(int)index].Owner);
            json.WriteString("waiver_expires", waivers[(int)index].Expires);
            json.WriteString("waiver_reason", waivers[(int)index].Reason);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteJob(Utf8JsonWriter json, OpenLineageFacets facets, ExportSubject subject)
    {
        json.WriteStartObject("job");
        json.WriteString("namespace", Namespace(subject));
        json.WriteString("name", $"{subject.Mix.Policy}.build");
        json.WriteStartObject("facets");
        facets.Start("jobType", "2-0-4/JobTypeJobFacet");
        json.WriteString("processingType", "BATCH");
        json.WriteString("integration", "MIXPOLICY");
        json.WriteString("jobType", "COMMAND");
        json.WriteEndObject();
        facets.StartOwn("mixpolicy_policy", "policy");
        json.WriteString("name", subject.Mix.Policy);
        json.WriteString("sha256", subject.Mix.PolicySha256);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, OpenLineageFacets facets, ExportSubject subject, ReportedSource source)
    {
        StartDataset(json, subject, $"{subject.Mix.Policy}.{source.Name}");
        facets.Start("tags", "1-0-0/TagsDatasetFacet");
        json.WriteStartArray("tags");
        foreach (var (key, value) in source.Tags) WriteTag(json, $"mixpolicy.{key}", value);
        foreach (var uri in subject.Mix.PartsOf(source).Select(p => OriginTerms.Uri(p.Origin)).OfType<string>().Distinct()) WriteTag(json, "digitalSourceType", uri);
        json.WriteEndArray();
        json.WriteEndObject();
        facets.StartOwn("mixpolicy_source", "source");
        json.WriteNumber("records", source.Records);
        json.WriteNumber("quarantined", source.Quarantined);
        json.WriteString("unit", subject.Mix.Unit);
        WriteParts(json, subject, subject.Mix.PartsOf(source));
        json.WriteStartArray("files");
        foreach (var file in source.Files)
        {
            json.WriteStartObject();
            json.WriteString("file", file.Name);
            json.WriteString("sha256", file.Sha256);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteNumber("rows", file.Rows);
            json.WriteNumber("quarantined", file.Quarantined);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("inputFacets");
        facets.Start("inputStatistics", "1-0-0/InputStatisticsInputDatasetFacet");
        json.WriteNumber("rowCount", source.Files.Sum(f => f.Rows));
        json.WriteNumber("size", source.Files.Sum(f => f.Bytes));
        json.WriteNumber("fileCount", source.Files.Count);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, ExportSubject subject, IEnumerable<ReportedPart> parts)
    {
        json.WriteStartArray("in_the_mix");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("origin", part.Origin);
            if (part.Depth is { } depth) json.WriteNumber("depth", depth);
            if (part.Generator is { } generator) json.WriteString("generator", generator);
            json.WriteNumber("records", part.Records);
            json.WriteWhole("amount", part.Amount);
            json.WriteString("fraction", subject.Share([part]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteParent(Utf8JsonWriter json, OpenLineageFacets facets, ExportSubject subject, ReportedParent parent)
    {
        StartDataset(json, subject, parent.Path);
        facets.Start("version", "1-0-1/DatasetVersionDatasetFacet");
        json.WriteString("datasetVersion", subject.Mix.Ledger.ParentRoot ?? parent.ManifestSha256);
        json.WriteEndObject();
        facets.StartOwn("mixpolicy_parent", "parent");
        json.WriteNumber("generation", parent.Generation);
        json.WriteString("lineage_sha256", parent.Sha256);
        json.WriteString("manifest_sha256", parent.ManifestSha256);
        json.WriteNumber("human_records", parent.HumanRecords);
        json.WriteNumber("kept", parent.Kept);
        json.WriteNumber("excused", parent.Excused);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteManifest(Utf8JsonWriter json, OpenLineageFacets facets, ExportSubject subject)
    {
        var mix = subject.Mix;
        // A source may be called manifest, but no source's name holds a dot.
        StartDataset(json, subject, $"{mix.Policy}.{mix.Manifest.File}");
        facets.Start("version", "1-0-1/DatasetVersionDatasetFacet");
        json.WriteString("datasetVersion", mix.Ledger.Root);
        json.WriteEndObject();
        facets.Start("documentation", "1-1-0/DocumentationDatasetFacet");
        json.WriteString("description", subject.Description);
        json.WriteString("contentType", "text/plain");
        json.WriteEndObject();
        facets.Start("datasetType", "1-0-1/DatasetTypeDatasetFacet");
        json.WriteString("datasetType", "FILE");
        json.WriteEndObject();
        facets.Start("tags", "1-0-0/TagsDatasetFacet");
        json.WriteStartArray("tags");
        foreach (var origin in mix.Origins) WriteTag(json, "mixpolicy.origin", origin);
        json.WriteEndArray();
        json.WriteEndObject();
        facets.StartOwn("mixpolicy_lineage", "lineage");
        foreach (var (name, value) in subject.Vitals) json.WriteString(name, value);
        WriteParts(json, subject, mix.Parts);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("outputFacets");
        facets.Start("outputStatistics", "1-0-2/OutputStatisticsOutputDatasetFacet");
        json.WriteNumber("rowCount", mix.Manifest.Rows);
        json.WriteNumber("size", mix.Manifest.Bytes);
        json.WriteNumber("fileCount", 1);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Opens a dataset and its facets.</summary>
    private static void StartDataset(Utf8JsonWriter json, ExportSubject subject, string name)
    {
        json.WriteStartObject();
        json.WriteString("namespace", Namespace(subject));
        json.WriteString("name", name);
        json.WriteStartObject("facets");
    }

    private static void WriteTag(Utf8JsonWriter json, string key, string value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteString("value", value);
        json.WriteString("source", "MIXPOLICY");
        json.WriteEndObject();
    }

    private static string Namespace(ExportSubject subject) => subject.Facts.Namespace ?? DefaultNamespace;
}
