using System.Numerics;
using System.Text.Json;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Lineage;

/// <summary>Writes where the mix's text comes from, recounted from the manifest's rows: by source, origin and depth, and by generator where a rule tells them apart.</summary>
internal static class OriginsWriter
{
    private const string Generator = "generator";

    /// <summary>Writes the members <c>by_generator</c> and <c>origins</c>.</summary>
    public static void Write(Utf8JsonWriter json, Evidence evidence)
    {
        var tellsGenerators = evidence.Schema.Uses.Any(u => u is { Attribute: Generator, NeedsValue: true });
        json.WriteBoolean("by_generator", tellsGenerators);
        json.WriteStartArray("origins");
        var parts = evidence.Classes
            .GroupBy(c => (c.Class.Source, c.Class.Origin, c.Class.Depth, Generator: tellsGenerators ? evidence.Schema.Value(c.Class, Generator) : null))
            .OrderBy(g => g.Key.Source, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Origin)
            .ThenBy(g => g.Key.Depth ?? -1)
            .ThenBy(g => g.Key.Generator, StringComparer.Ordinal);
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("source", part.Key.Source);
            json.WriteString("origin", part.Key.Origin.Name());
            if (part.Key.Depth is { } depth) json.WriteNumber("depth", depth);
            else json.WriteNull("depth");
            json.WriteText(Generator, part.Key.Generator);
            json.WriteNumber("records", part.Sum(c => c.Records));
            json.WriteWhole("amount", part.Aggregate(BigInteger.Zero, (sum, c) => sum + c.Amount));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
