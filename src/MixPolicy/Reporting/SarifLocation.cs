using System.Text.Json;
using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>A place as the one location that GitHub shows.</summary>
internal static class SarifLocation
{
    /// <summary>Writes it: the span as far as it is known, and none where it is not a span.</summary>
    public static void Put(Utf8JsonWriter json, string uri, Place place)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", uri);
        json.WriteEndObject();
        if (place.Line > 0) PutRegion(json, place);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void PutRegion(Utf8JsonWriter json, Place place)
    {
        var isSpan = place.EndLine > place.Line || (place.EndLine == place.Line && place.EndColumn >= place.Column);
        json.WriteStartObject("region");
        json.WriteNumber("startLine", place.Line);
        if (place.Column > 0) json.WriteNumber("startColumn", place.Column);
        if (isSpan) json.WriteNumber("endLine", place.EndLine);
        if (isSpan && place.EndColumn > 0) json.WriteNumber("endColumn", place.EndColumn);
        json.WriteEndObject();
    }
}
