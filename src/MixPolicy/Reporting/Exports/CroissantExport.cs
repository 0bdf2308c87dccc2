using System.Text.Json;
using MixPolicy.Lineage;
using MixPolicy.Rules;

namespace MixPolicy.Reporting.Exports;

/// <summary>Croissant 1.1 with its RAI vocabulary and W3C PROV: the manifest as a dataset, derived from its sources by a build.</summary>
internal sealed class CroissantExport : IMixExport
{
    /// <inheritdoc/>
    public string Format => "croissant";

    /// <inheritdoc/>
    public string FileName => "croissant.json";

    /// <inheritdoc/>
    public bool NeedsTime => true;

    /// <inheritdoc/>
    public byte[] Render(ExportSubject subject) => CanonicalJson.Write(json =>
    {
        var (mix, facts) = (subject.Mix, subject.Facts);
        json.WriteStartObject();
        CroissantContext.Write(json);
        json.WriteString("@type", "sc:Dataset");
        json.WriteStartArray("conformsTo");
        json.WriteStringValue("http://mlcommons.org/croissant/1.1");
        json.WriteStringValue("http://mlcommons.org/croissant/RAI/1.0");
        json.WriteEndArray();
        json.WriteString("name", mix.Policy);
        json.WriteString("description", subject.Description);
        json.WriteString("license", subject.License);
        json.WriteString("url", facts.Url ?? ExportSubject.NotStated);
        json.WriteStartObject("creator");
        json.WriteString("@type", "sc:Organization");
        json.WriteString("name", facts.Creator ?? ExportSubject.NotStated);
        json.WriteEndObject();
        json.WriteString("datePublished", subject.Day!);
        json.WriteString("version", $"{Figures.Plain(mix.Generation)}.0.0");
        WriteIdentifiers(json, subject);
        json.WriteStartArray("digitalSourceType");
        foreach (var uri in mix.Origins.Select(OriginTerms.Uri).OfType<string>()) WriteReference(json, uri);
        json.WriteEndArray();
        WriteResponsible(json, subject);
        WriteBuild(json, subject);
        json.WriteStartArray("prov:wasDerivedFrom");
        foreach (var source in mix.Sources) CroissantSource.Write(json, subject, source);
        if (mix.Parent is { } parent) WriteParent(json, mix, parent);
        json.WriteEndArray();
        WriteDistribution(json, mix);
        CroissantRecords.Write(json, mix);
        json.WriteEndObject();
    });

    /// <summary>A reference to a term or a node.</summary>
    internal static void WriteReference(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString("@id", id);
        json.WriteEndObject();
    }

    /// <summary>A named value of ours.</summary>
    internal static void WriteValue(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("@type", "sc:PropertyValue");
        json.WriteString("propertyID", $"mixpolicy:{name}");
        json.WriteString("sc:value", value);
        json.WriteEndObject();
    }

    private static void WriteIdentifiers(Utf8JsonWriter json, ExportSubject subject)
    {
        var (digests, figures) = (subject.Vitals.Where(v => IsDigest(v.Key)), subject.Vitals.Where(v => !IsDigest(v.Key)));
        json.WriteStartArray("identifier");
        foreach (var (name, value) in digests) WriteValue(json, name, value);
        json.WriteEndArray();
        foreach (var (name, value) in figures) json.WriteString($"mixpolicy:{name}", value);
    }

    /// <summary>Whether a figure tells this mix from all others.</summary>
    private static bool IsDigest(string vital) => vital.EndsWith("_root", StringComparison.Ordinal) || vital.EndsWith("_sha256", StringComparison.Ordinal);

    private static void WriteResponsible(Utf8JsonWriter json, ExportSubject subject)
    {
        var mix = subject.Mix;
        json.WriteString("rai:dataCollection", $"{subject.Composition}{Generators(subject)} How the sources were collected is theirs to say; what their tags say stands with each of them.");
        json.WriteString(
            "rai:dataManipulationProtocol",
            $"Records were selected and repeated by the policy '{mix.Policy}' (sha256 {mix.PolicySha256}), whose text is in lineage.json; verdict {mix.Verdict}, {Figures.Count(mix.Waivers.Count, "waiver")}.");
        json.WriteString(
            "rai:dataCollectionMissingData",
            $"{Figures.Count(mix.Sources.Sum(s => s.Quarantined), "record")} could not be read and were set aside; {(mix.TakenDown is { } down ? Figures.Count(down, "record") : "no records")} were left out because the text was taken down.");
        json.WriteString("rai:dataUseCases", subject.Facts.Purpose ?? ExportSubject.NotStated);
        json.WriteString(
            "rai:dataLimitations",
            $"{subject.Share(mix.Synthetic)} of the mix is not human text; mixed and unknown origins count as such. Origins are what the sources' tags and columns say of their records.");
    }

    private static string Generators(ExportSubject subject) => !subject.Mix.ByModel.Any() ? "" :
        $" Written by models: {string.Join(", ", subject.ByGenerator(subject.Mix.ByModel).Select(g => $"{g.Key ?? $"a generator that is {ExportSubject.NotStated}"} {subject.Share(g)}"))}.";

    private static void WriteBuild(Utf8JsonWriter json, ExportSubject subject)
    {
        json.WriteStartObject("prov:wasGeneratedBy");
        json.WriteString("@type", "prov:Activity");
        json.WriteString("@id", $"urn:uuid:{ReportUuid.Of("openlineage-run", subject.Mix.Sha256)}");
        json.WriteString("prov:label", "mixpolicy build");
        if (subject.Instant is { } time) json.WriteString("prov:endedAtTime", time);
        json.WriteStartObject("prov:wasAssociatedWith");
        json.WriteString("@type", "prov:SoftwareAgent");
        json.WriteString("@id", $"urn:mixpolicy:tool:{Uri.EscapeDataString(subject.Mix.ToolVersion)}");
        json.WriteString("prov:label", $"mixpolicy {subject.Mix.ToolVersion}");
        json.WriteEndObject();
        json.WriteStartArray("mixpolicy:rule");
        foreach (var rule in subject.Mix.Rules) WriteValue(json, $"rule:{RuleWords.Name(rule)}", RuleWords.All(rule));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteParent(Utf8JsonWriter json, ReportedMix mix, ReportedParent parent)
    {
        json.WriteStartObject();
        json.WriteString("@type", "prov:Entity");
        json.WriteString("@id", $"urn:mixpolicy:lineage:{parent.Sha256}");
        json.WriteString("prov:label", $"generation {Figures.Plain(parent.Generation)}: {parent.Path}");
        json.WriteStartArray("identifier");
        if (mix.Ledger.ParentRoot is { } root) WriteValue(json, "ledger_root", root);
        WriteValue(json, "manifest_sha256", parent.ManifestSha256);
        json.WriteEndArray();
        json.WriteString("mixpolicy:human_records", Figures.Plain(parent.HumanRecords));
        json.WriteString("mixpolicy:human_records_kept", Figures.Plain(parent.Kept));
        json.WriteString("mixpolicy:human_records_excused", Figures.Plain(parent.Excused));
        json.WriteEndObject();
    }

    private static void WriteDistribution(Utf8JsonWriter json, ReportedMix mix)
    {
        json.WriteStartArray("distribution");
        WriteFile(json, mix.Manifest.File, "application/x-parquet", mix.Manifest.Sha256, mix.Manifest.Bytes, "One row a record of the mix: where it stands, what it is, how often it is seen.");
        WriteFile(json, LineageReport.FileName, "application/json", mix.Sha256, null, "What was read, decided and written, and the verdict of each rule.");
        WriteFile(json, mix.Ledger.File, "application/octet-stream", mix.Ledger.Sha256, mix.Ledger.Bytes, $"The pool's ledger, with the root {mix.Ledger.Root}.");
        json.WriteEndArray();
    }

    private static void WriteFile(Utf8JsonWriter json, string name, string type, string sha256, long? bytes, string description)
    {
        json.WriteStartObject();
        json.WriteString("@type", "cr:FileObject");
        json.WriteString("@id", name);
        json.WriteString("name", name);
        json.WriteString("description", description);
        json.WriteString("contentUrl", name);
        if (bytes is { } size) json.WriteString("contentSize", $"{Figures.Plain(size)} B");
        json.WriteString("encodingFormat", type);
        json.WriteString("sha256", sha256);
        json.WriteEndObject();
    }
}
