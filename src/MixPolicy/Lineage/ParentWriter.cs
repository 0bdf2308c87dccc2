using System.Text.Json;
using MixPolicy.Generations;

namespace MixPolicy.Lineage;

/// <summary>Writes the members <c>parent</c> and <c>tombstones</c>: what the mix keeps of the generation before, and what excuses the rest.</summary>
internal static class ParentWriter
{
    /// <summary>Writes both; each is null where the policy names none.</summary>
    public static void Write(Utf8JsonWriter json, Inheritance? kept)
    {
        if (kept is { Ancestry.Parent: { } parent }) WriteParent(json, kept, parent);
        else json.WriteNull("parent");
        if (kept is not null && (kept.Ancestry.TombstonesFile is not null || kept.Ancestry.Tombstones.Count > 0)) WriteTombstones(json, kept, kept.Ancestry.TombstonesFile);
        else json.WriteNull("tombstones");
    }

    private static void WriteParent(Utf8JsonWriter json, Inheritance kept, ParentReport parent)
    {
        var line = kept.Line()!;
        json.WriteStartObject("parent");
        json.WriteString("path", parent.Path);
        json.WriteString("sha256", parent.File.Sha256);
        json.WriteNumber("generation", parent.Generation);
        json.WriteString("manifest_sha256", parent.Manifest.Sha256);
        json.WriteString("kept_in", line.In);
        json.WriteNumber("human_records", line.HumanRecords);
        json.WriteNumber("kept", line.Kept);
        json.WriteNumber("excused", line.Excused);
        json.WriteNumber("lost", line.Lost);
        json.WriteNumber("replaced", line.Replaced);
        json.WriteNumber("no_longer_human", line.NoLongerHuman);
        json.WriteEndObject();
    }

    private static void WriteTombstones(Utf8JsonWriter json, Inheritance kept, InputFile? file)
    {
        var tombstones = kept.Ancestry.Tombstones;
        var used = tombstones.Used();
        json.WriteStartObject("tombstones");
        json.WriteText("path", kept.Ancestry.Terms.Tombstones?.Value);
        json.WriteText("sha256", file?.Sha256);
        json.WriteNumber("dropped_records", kept.Pool?.TakenDown ?? 0);
        json.WriteStartArray("used");
        foreach (var tombstone in used)
        {
            json.WriteStartObject();
            tombstone.WriteMembers(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("unused", tombstones.Count - used.Count);
        json.WriteNumber("later", tombstones.Later);
        json.WriteEndObject();
    }
}
