using System.Text.Json;
using MixPolicy.Lineage;
using MixPolicy.Rules;

namespace MixPolicy.Reporting.Exports;

/// <summary>Metadata by the Data Provenance Standards 1.0.0 of the Data &amp; Trust Alliance: source, provenance and use.</summary>
internal sealed class DtaExport : IMixExport
{
    private const string UseSystem = "https://dataandtrustalliance.org/DPS/CodeSystem/Use";
    private static readonly string[] Uses = ["ai-pre-training", "ai-alignment", "ai-evaluation", "ai-synthetic"];

    /// <inheritdoc/>
    public string Format => "dta";

    /// <inheritdoc/>
    public string FileName => "dta.json";

    /// <inheritdoc/>
    public bool NeedsTime => false;

    /// <inheritdoc/>
    public byte[] Render(ExportSubject subject) => CanonicalJson.Write(json =>
    {
        json.WriteStartObject();
        WriteSource(json, subject);
        WriteProvenance(json, subject);
        WriteUse(json, subject);
        json.WriteEndObject();
    });

    private static void WriteSource(Utf8JsonWriter json, ExportSubject subject)
    {
        json.WriteStartObject("source");
        json.WriteString("version", "1.0.0");
        json.WriteString("title", $"{subject.Mix.Policy}, generation {Figures.Plain(subject.Mix.Generation)}");
        json.WriteString("id", ReportUuid.Of("dta-metadata", subject.Mix.Sha256));
        if (subject.Facts.Url is { } url) json.WriteString("location", url);
        json.WriteStartArray("issuer");
        json.WriteStartObject();
        json.WriteString("name", subject.Facts.Creator ?? ExportSubject.NotStated);
        json.WriteEndObject();
        json.WriteEndArray();

        // The form has no member for any digest, so the description carries them.
        json.WriteString("description", $"{subject.Description} {string.Join("; ", subject.Vitals.Select(v => $"mixpolicy:{v.Key}={v.Value}"))}");
        json.WriteEndObject();
    }

    private static void WriteProvenance(Utf8JsonWriter json, ExportSubject subject)
    {
        var mix = subject.Mix;
        json.WriteStartObject("provenance");
        json.WriteString("source", $"lineage.json, sha256 {mix.Sha256}: {string.Join("; ", mix.Sources.Select(s => SourceWords(subject, s)))}");
        json.WriteStartArray("origin-geography");
        json.WriteStartObject();
        json.WriteString("country", subject.Facts.Country ?? ExportSubject.NotStated);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("date", subject.Day ?? ExportSubject.NotStated);
        json.WriteStartArray("generation-method");
        var methods =
            from source in mix.Sources
            from part in mix.PartsOf(source)
            group part by (Code: OriginTerms.Method(part.Origin, source.Tag("collection")), part.Origin) into method
            orderby method.Key.Code, method.Key.Origin
            select method;
        foreach (var method in methods) WriteMethod(json, subject, method.Key.Code, method.Key.Origin, [.. method]);
        json.WriteEndArray();
        json.WriteStartArray("format");
        json.WriteStringValue("text");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMethod(Utf8JsonWriter json, ExportSubject subject, string code, string origin, IReadOnlyList<ReportedPart> parts)
    {
        var how = (OriginTerms.IsHuman(origin), code == "other-na") switch
        {
            (true, true) => "; how it was collected is not stated",
            (true, false) => "",
            (false, _) when OriginTerms.IsByModel(origin) =>
                "; by " + string.Join(", ", subject.ByGenerator(parts).Select(g => $"{g.Key ?? $"a generator that is {ExportSubject.NotStated}"} ({subject.Share(g)})")),
            _ => "",
        };
        json.WriteStartObject();
        json.WriteString("code", code);
        json.WriteString("system", OriginTerms.MethodSystem);
        json.WriteString("description", $"origin {origin}: {subject.Share(parts)} of the mix's {subject.Mix.Unit}, {Figures.Count(parts.Sum(p => p.Records), "record")}{how}");
        json.WriteEndObject();
    }

    private static void WriteUse(Utf8JsonWriter json, ExportSubject subject)
    {
        var purpose = subject.Facts.Purpose;
        json.WriteStartObject("use");
        json.WriteStartArray("license");
        json.WriteStringValue(subject.License);
        json.WriteEndArray();
        json.WriteStartArray("intended-purpose");
        json.WriteStartObject();
        json.WriteString("code", purpose is not null && Uses.Contains(purpose) ? purpose : "ai-other");
        json.WriteString("system", UseSystem);
        json.WriteString("description", purpose ?? ExportSubject.NotStated);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string SourceWords(ExportSubject subject, ReportedSource source) =>
        $"source {source.Name} ({Figures.Count(source.Records, "record")}, {Figures.Count(source.Quarantined, "record")} quarantined, {subject.Share(subject.Mix.PartsOf(source))} of the mix"
        + string.Concat(source.Tags.Select(t => $", {t.Key} {t.Value}"))
        + $"; files {string.Join(", ", source.Files.Select(f => $"{f.Name} sha256 {f.Sha256}"))})";
}
