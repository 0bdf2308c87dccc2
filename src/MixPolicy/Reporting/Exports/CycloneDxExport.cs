using System.Text.Json;
using MixPolicy.Lineage;
using MixPolicy.Rules;

namespace MixPolicy.Reporting.Exports;

/// <summary>A CycloneDX 1.6 ML-BOM: the mix as a data component, made of its sources and their files; with the model that it trains where that is said.</summary>
internal sealed class CycloneDxExport : IMixExport
{
    private const string MixRef = "mix";

    /// <inheritdoc/>
    public string Format => "cyclonedx";

    /// <inheritdoc/>
    public string FileName => "mix.cdx.json";

    /// <inheritdoc/>
    public bool NeedsTime => false;

    /// <inheritdoc/>
    public byte[] Render(ExportSubject subject)
    {
        // The number names this very document, so it follows from what the document says without it.
        var unnumbered = CanonicalJson.Write(json => Write(json, subject, ""));
        return CanonicalJson.Write(json => Write(json, subject, ReportUuid.Of("cyclonedx-bom", unnumbered)));
    }

    private static void Write(Utf8JsonWriter json, ExportSubject subject, string uuid)
    {
        var mix = subject.Mix;
        json.WriteStartObject();
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteString("serialNumber", $"urn:uuid:{uuid}");
        json.WriteNumber("version", 1);
        WriteMetadata(json, subject);
        json.WriteStartArray("components");
        if (subject.Facts.Model is not null) WriteMix(json, null, subject);
        foreach (var source in mix.Sources) WriteSource(json, subject, source);
        json.WriteEndArray();
        json.WriteStartArray("dependencies");
        if (subject.Facts.Model is not null) WriteDependency(json, "model", [MixRef]);
        WriteDependency(json, MixRef, mix.Sources.Select(Ref));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, ExportSubject subject)
    {
        json.WriteStartObject("metadata");
        if (subject.Instant is { } time) json.WriteString("timestamp", time);
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", "mixpolicy");
        json.WriteString("version", subject.Mix.ToolVersion);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        if (subject.Facts.Model is { } model) WriteModel(json, model, subject);
        else WriteMix(json, "component", subject);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, string model, ExportSubject subject)
    {
        json.WriteStartObject("component");
        json.WriteString("type", "machine-learning-model");
        json.WriteString("bom-ref", "model");
        json.WriteString("name", model);
        json.WriteString("version", Figures.Plain(subject.Mix.Generation));
        json.WriteStartObject("modelCard");
        json.WriteStartObject("modelParameters");
        json.WriteStartArray("datasets");
        json.WriteStartObject();
        json.WriteString("ref", MixRef);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMix(Utf8JsonWriter json, string? member, ExportSubject subject)
    {
        var mix = subject.Mix;
        Start(json, member, "data", MixRef, mix.Policy, Figures.Plain(mix.Generation));
        json.WriteString("description", subject.Description);
        WriteHash(json, mix.Manifest.Sha256);
        WriteLicense(json, subject.Facts.License);
        if (mix.Parent is { } parent) WriteAncestor(json, parent, mix.Ledger);
        if (subject.Facts.Url is { } url) WriteReference(json, url);
        WriteData(json, subject);
        json.WriteStartArray("properties");
        foreach (var (name, value) in subject.Vitals) WriteProperty(json, name, value);
        foreach (var origin in mix.Origins)
        {
            var parts = mix.Parts.Where(p => p.Origin == origin).ToList();
            WriteProperty(json, $"origin:{origin}", Amount(subject, parts));
            if (OriginTerms.Uri(origin) is { } uri) WriteProperty(json, $"origin:{origin}:digital_source_type", uri);
        }

        foreach (var generator in subject.ByGenerator(mix.ByModel)) WriteProperty(json, $"generator:{generator.Key ?? ExportSubject.NotStated}", Amount(subject, generator));
        foreach (var rule in mix.Rules) WriteProperty(json, $"rule:{RuleWords.Name(rule)}", RuleWords.All(rule));
        foreach (var waiver in mix.Waivers) WriteProperty(json, $"waiver:{waiver.Rule}", $"{waiver.State}; until {waiver.Expires}; {waiver.Owner}; {waiver.Reason}");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, ExportSubject subject)
    {
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WriteString("type", "dataset");
        json.WriteString("name", subject.Mix.Policy);
        json.WriteString("description", subject.Description);
        if (subject.Facts.Url is { } url)
        {
            json.WriteStartObject("contents");
            json.WriteString("url", url);
            json.WriteEndObject();
        }

        if (subject.Facts.Creator is { } creator)
        {
            json.WriteStartObject("governance");
            json.WriteStartArray("owners");
            json.WriteStartObject();
            json.WriteStartObject("organization");
            json.WriteString("name", creator);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteAncestor(Utf8JsonWriter json, ReportedParent parent, ReportedLedger ledger)
    {
        json.WriteStartObject("pedigree");
        json.WriteStartArray("ancestors");
        Start(json, null, "data", "parent", parent.Path, Figures.Plain(parent.Generation));
        WriteHash(json, parent.ManifestSha256);
        json.WriteStartArray("properties");
        if (ledger.ParentRoot is { } root) WriteProperty(json, "ledger_root", root);
        WriteProperty(json, "lineage_sha256", parent.Sha256);
        WriteProperty(json, "human_records", Figures.Plain(parent.HumanRecords));
        WriteProperty(json, "human_records_kept", Figures.Plain(parent.Kept));
        WriteProperty(json, "human_records_excused", Figures.Plain(parent.Excused));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, ExportSubject subject, ReportedSource source)
    {
        Start(json, null, "data", Ref(source), source.Name, null);
        WriteLicense(json, source.Tag("license"));
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WriteString("type", "dataset");
        json.WriteString("name", source.Name);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("components");
        foreach (var file in source.Files)
        {
            Start(json, null, "file", $"{Ref(source)}:{file.Name}", file.Name, null);
            WriteHash(json, file.Sha256);
            json.WriteStartArray("properties");
            WriteProperty(json, "bytes", Figures.Plain(file.Bytes));
            WriteProperty(json, "rows", Figures.Plain(file.Rows));
            WriteProperty(json, "quarantined", Figures.Plain(file.Quarantined));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("properties");
        WriteProperty(json, "records", Figures.Plain(source.Records));
        WriteProperty(json, "quarantined", Figures.Plain(source.Quarantined));
        WriteProperty(json, "in_the_mix", Amount(subject, [.. subject.Mix.PartsOf(source)]));
        foreach (var (name, value) in source.Tags) WriteProperty(json, $"tag:{name}", value);
        foreach (var uri in subject.Mix.PartsOf(source).Select(p => OriginTerms.Uri(p.Origin)).OfType<string>().Distinct()) WriteProperty(json, "digital_source_type", uri);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Start(Utf8JsonWriter json, string? member, string type, string reference, string name, string? version)
    {
        if (member is null) json.WriteStartObject();
        else json.WriteStartObject(member);
        json.WriteString("type", type);
        json.WriteString("bom-ref", reference);
        json.WriteString("name", name);
        if (version is not null) json.WriteString("version", version);
    }

    private static void WriteHash(Utf8JsonWriter json, string sha256)
    {
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", "SHA-256");
        json.WriteString("content", sha256);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>By name: what a policy's tag says need be no identifier of SPDX.</summary>
    private static void WriteLicense(Utf8JsonWriter json, string? license)
    {
        if (license is null) return;
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        json.WriteStartObject("license");
        json.WriteString("name", license);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteReference(Utf8JsonWriter json, string url)
    {
        json.WriteStartArray("externalReferences");
        json.WriteStartObject();
        json.WriteString("type", "distribution");
        json.WriteString("url", url);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteDependency(Utf8JsonWriter json, string reference, IEnumerable<string> on)
    {
        json.WriteStartObject();
        json.WriteString("ref", reference);
        json.WriteStartArray("dependsOn");
        foreach (var one in on) json.WriteStringValue(one);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", $"mixpolicy:{name}");
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static string Amount(ExportSubject subject, IEnumerable<ReportedPart> parts)
    {
        var all = parts.ToList();
        return $"{Figures.Plain(all.Sum(p => p.Records))} records; {Figures.Plain(ExportSubject.Amount(all))} {subject.Mix.Unit}; {subject.Share(all)}";
    }

    private static string Ref(ReportedSource source) => $"source:{source.Name}";
}
