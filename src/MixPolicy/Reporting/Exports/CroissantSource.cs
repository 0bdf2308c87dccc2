using System.Text.Json;
using MixPolicy.Rules;

namespace MixPolicy.Reporting.Exports;

/// <summary>A source as what the mix was derived from.</summary>
internal static class CroissantSource
{
    /// <summary>Writes a PROV entity: what it is by its tags, what of it is in the mix, who generated it, and its files by digest.</summary>
    public static void Write(Utf8JsonWriter json, ExportSubject subject, ReportedSource source)
    {
        var parts = subject.Mix.PartsOf(source).ToList();
        var id = $"urn:mixpolicy:source:{subject.Mix.Ledger.Root}:{source.Name}";
        json.WriteStartObject();
        json.WriteString("@type", "prov:Entity");
        json.WriteString("@id", id);
        json.WriteString("prov:label", source.Name);
        json.WriteString("license", ExportSubject.LicenseOf(source));
        json.WriteStartArray("digitalSourceType");
        foreach (var uri in parts.Select(p => OriginTerms.Uri(p.Origin)).OfType<string>().Distinct()) CroissantExport.WriteReference(json, uri);
        json.WriteEndArray();
        WriteGenerators(json, subject, parts);
        json.WriteString("mixpolicy:records", Figures.Plain(source.Records));
        json.WriteString("mixpolicy:quarantined", Figures.Plain(source.Quarantined));
        json.WriteStartArray("mixpolicy:in_the_mix");
        foreach (var origin in OriginTerms.Words.Where(o => parts.Any(p => p.Origin == o)))
        {
            CroissantExport.WriteValue(json, $"origin:{origin}", subject.Share(parts.Where(p => p.Origin == origin)));
        }

        json.WriteEndArray();
        json.WriteStartArray("mixpolicy:tag");
        foreach (var (name, value) in source.Tags) CroissantExport.WriteValue(json, $"tag:{name}", value);
        json.WriteEndArray();
        json.WriteStartArray("hasPart");
        foreach (var file in source.Files) WriteFile(json, id, file);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteGenerators(Utf8JsonWriter json, ExportSubject subject, List<ReportedPart> parts)
    {
        var generators = subject.ByGenerator(parts.Where(p => OriginTerms.IsByModel(p.Origin))).ToList();
        if (generators.Count == 0) return;
        json.WriteStartArray("prov:wasAttributedTo");
        foreach (var generator in generators)
        {
            json.WriteStartObject();
            json.WriteString("@type", "prov:SoftwareAgent");
            json.WriteString("prov:label", generator.Key ?? $"generator {ExportSubject.NotStated}");
            json.WriteString("mixpolicy:fraction", subject.Share(generator));
            var depths = generator.Select(p => p.Depth is { } depth ? Figures.Plain(depth) : ExportSubject.NotStated).Distinct().Order(StringComparer.Ordinal);
            json.WriteString("mixpolicy:depth", string.Join(", ", depths));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Of schema.org, not of Croissant: the mix's readers do not get these files, and are told only which they were.</summary>
    private static void WriteFile(Utf8JsonWriter json, string source, ReportedFile file)
    {
        json.WriteStartObject();
        json.WriteString("@type", "sc:DataDownload");
        json.WriteString("@id", $"{source}:{Uri.EscapeDataString(file.Name)}");
        json.WriteString("name", file.Name);
        json.WriteString("contentSize", $"{Figures.Plain(file.Bytes)} B");
        json.WriteString("sha256", file.Sha256);
        json.WriteEndObject();
    }
}
