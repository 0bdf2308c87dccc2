using System.Text.Json;

namespace MixPolicy.Reporting.Exports;

/// <summary>The manifest's rows as a record set, in which each record's origin and generator annotate it.</summary>
internal static class CroissantRecords
{
    private const string Set = "records";

    private static readonly (string Column, string Type, string Description)[] Fields =
    [
        ("source", "sc:Text", "Name of the source."),
        ("file", "sc:Text", "File of the source that the record stands in."),
        ("row", "sc:Integer", "Row in that file."),
        ("tokens", "sc:Integer", "Tokens of the record."),
        ("repetitions", "sc:Integer", "How often the mix sees it."),
        ("stratum", "sc:Text", "The stratum that it was taken from."),
    ];

    private static readonly (string Column, string Type, string Property, string Description)[] Annotations =
    [
        ("origin", "sc:Text", "sc:digitalSourceType", "Where the text comes from: human, human_edited, mixed, synthetic, algorithmic or unknown."),
        ("generator", "sc:Text", "prov:wasAttributedTo", "The model that wrote it, where that is said."),
        ("depth", "sc:Integer", "mixpolicy:depth", "How many models stand between the record and human text."),
    ];

    /// <summary>Writes the member <c>recordSet</c>.</summary>
    public static void Write(Utf8JsonWriter json, ReportedMix mix)
    {
        json.WriteStartArray("recordSet");
        json.WriteStartObject();
        json.WriteString("@type", "cr:RecordSet");
        json.WriteString("@id", Set);
        json.WriteString("name", Set);
        json.WriteString("description", "The records of the mix. Their texts are in the sources' files.");
        json.WriteStartArray("field");
        StartField(json, mix, "id", "sc:Text", "The record's id; with the source it names the record.");
        json.WriteStartArray("annotation");
        foreach (var (column, type, property, description) in Annotations)
        {
            StartField(json, mix, column, type, description);
            json.WriteString("equivalentProperty", property);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        foreach (var (column, type, description) in Fields)
        {
            StartField(json, mix, column, type, description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Opens a field that is a column of the manifest; the caller closes it.</summary>
    private static void StartField(Utf8JsonWriter json, ReportedMix mix, string column, string type, string description)
    {
        json.WriteStartObject();
        json.WriteString("@type", "cr:Field");
        json.WriteString("@id", $"{Set}/{column}");
        json.WriteString("name", column);
        json.WriteString("description", description);
        json.WriteString("dataType", type);
        json.WriteStartObject("source");
        json.WriteStartObject("fileObject");
        json.WriteString("@id", mix.Manifest.File);
        json.WriteEndObject();
        json.WriteStartObject("extract");
        json.WriteString("column", column);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
