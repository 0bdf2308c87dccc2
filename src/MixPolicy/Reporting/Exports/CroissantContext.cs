using System.Text.Json;

namespace MixPolicy.Reporting.Exports;

/// <summary>The JSON-LD context: Croissant 1.1's own, with PROV's prefix and ours. schema.org by https, as the reference reader has it.</summary>
internal static class CroissantContext
{
    private static readonly string[] Terms =
    [
        "annotation", "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "excludes", "extract", "field", "fileProperty", "fileObject",
        "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "readLines", "recordSet", "references",
        "regex", "repeated", "replace", "samplingRate", "sdVersion", "separator", "source", "subField", "transform", "unArchive", "value",
    ];

    /// <summary>Writes the member <c>@context</c>.</summary>
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("@context");
        json.WriteString("@language", "en");
        json.WriteString("@vocab", "https://schema.org/");
        json.WriteString("sc", "https://schema.org/");
        json.WriteString("cr", "http://mlcommons.org/croissant/");
        json.WriteString("rai", "http://mlcommons.org/croissant/RAI/");
        json.WriteString("dct", "http://purl.org/dc/terms/");
        json.WriteString("prov", "http://www.w3.org/ns/prov#");
        json.WriteString("mixpolicy", "urn:mixpolicy:");
        json.WriteString("conformsTo", "dct:conformsTo");
        WriteTyped(json, "data", "@json");
        WriteTyped(json, "dataType", "@vocab");
        WriteTyped(json, "examples", "@json");
        foreach (var term in Terms) json.WriteString(term, $"cr:{term}");
        json.WriteEndObject();
    }

    private static void WriteTyped(Utf8JsonWriter json, string term, string type)
    {
        json.WriteStartObject(term);
        json.WriteString("@id", $"cr:{term}");
        json.WriteString("@type", type);
        json.WriteEndObject();
    }
}
