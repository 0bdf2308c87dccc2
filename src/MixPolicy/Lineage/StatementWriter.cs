using System.Security.Cryptography;
using System.Text.Json;

namespace MixPolicy.Lineage;

/// <summary>
/// Writes <c>statement.json</c>: the in-toto Statement v1 that is signed. Its one subject is the root of the pool's ledger; its predicate has the digests of
/// all that the lineage report names, every verdict, every waiver, and the tombstones that were used. It follows from the bytes of <c>lineage.json</c> alone,
/// so that anybody can write it again and compare. Documented by docs/signing.md.
/// </summary>
internal static class StatementWriter
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "statement.json";

    /// <summary>The type of an in-toto Statement v1.</summary>
    public const string StatementType = "https://in-toto.io/Statement/v1";

    /// <summary>The type of our predicate.</summary>
    public const string PredicateType = "https://mixpolicy.dev/lineage/v1";

    private const int MostTombstones = 1000;

    /// <summary>The statement's bytes.</summary>
    /// <param name="lineage">The report.</param>
    /// <exception cref="InvalidDataException">The report lacks what the statement says; the message is the end of a sentence that starts with the report.</exception>
    public static byte[] Write(LineageDocument lineage)
    {
        try
        {
            return CanonicalJson.Write(json => WriteStatement(json, lineage));
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException("lacks what a statement says of it, or says it in another form", e);
        }
    }

    private static void WriteStatement(Utf8JsonWriter json, LineageDocument lineage)
    {
        var report = lineage.Report;
        json.WriteStartObject();
        json.WriteString("_type", StatementType);
        json.WriteStartArray("subject");
        json.WriteStartObject();
        json.WriteString("name", $"{report.GetProperty("policy").GetProperty("name").GetString()}/ledger");
        json.WriteStartObject("digest");
        Copy(json, "sha256", report.GetProperty("ledger").GetProperty("root"));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("predicateType", PredicateType);
        json.WriteStartObject("predicate");
        Pick(json, "policy", report.GetProperty("policy"), "name", "sha256", "generation", "as_of");
        Copy(json, "verdict", report.GetProperty("verdict"));
        json.WriteStartObject("lineage");
        json.WriteString("file", LineageReport.FileName);
        json.WriteString("sha256", lineage.Sha256);
        json.WriteNumber("bytes", lineage.Bytes.Length);
        json.WriteEndObject();
        Pick(json, "manifest", report.GetProperty("manifest"), "file", "sha256", "bytes", "rows", "root");
        Pick(json, "ledger", report.GetProperty("ledger"), "file", "sha256", "bytes", "records", "root");
        WriteParent(json, report);
        json.WriteStartArray("rules");
        foreach (var rule in report.GetProperty("rules").EnumerateArray()) WriteRule(json, rule);
        json.WriteEndArray();
        WriteWaivers(json, report);
        WriteTombstones(json, report.GetProperty("tombstones"));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, JsonElement rule)
    {
        json.WriteStartObject();
        foreach (var member in (ReadOnlySpan<string>)["code", "rule", "subject", "measured", "limit", "verdict"]) Copy(json, member, rule.GetProperty(member));
        if (rule.TryGetProperty("waiver", out var waiver)) Copy(json, "waiver", waiver);
        else json.WriteNull("waiver");
        json.WriteEndObject();
    }

    private static void WriteWaivers(Utf8JsonWriter json, JsonElement report)
    {
        if (report.TryGetProperty("waivers", out var waivers))
        {
            Copy(json, "waivers", waivers);
            return;
        }

        json.WriteStartArray("waivers");
        json.WriteEndArray();
    }

    private static void WriteParent(Utf8JsonWriter json, JsonElement report)
    {
        var parent = report.GetProperty("parent");
        if (parent.ValueKind == JsonValueKind.Null)
        {
            json.WriteNull("parent");
            return;
        }

        var ledger = report.GetProperty("ledger").GetProperty("parent");
        json.WriteStartObject("parent");
        Copy(json, "generation", parent.GetProperty("generation"));
        Copy(json, "lineage_sha256", parent.GetProperty("sha256"));
        Copy(json, "manifest_sha256", parent.GetProperty("manifest_sha256"));
        if (ledger.ValueKind == JsonValueKind.Null) json.WriteNull("ledger");
        else Pick(json, "ledger", ledger, "records", "root");
        json.WriteEndObject();
    }

    /// <summary>The first thousand, which a person may want to read; and all of them by digest, so that the statement stays small.</summary>
    private static void WriteTombstones(Utf8JsonWriter json, JsonElement tombstones)
    {
        JsonElement[] used = tombstones.ValueKind == JsonValueKind.Null ? [] : [.. tombstones.GetProperty("used").EnumerateArray()];
        json.WriteStartObject("tombstones");
        json.WriteNumber("count", used.Length);
        json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(all => WriteList(all, used)))));
        json.WritePropertyName("used");
        WriteList(json, used.Take(MostTombstones));
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<JsonElement> tombstones)
    {
        json.WriteStartArray();
        foreach (var tombstone in tombstones) Pick(json, null, tombstone, "digest", "reason", "date", "authority");
        json.WriteEndArray();
    }

    /// <summary>An object of some members of another, in this order.</summary>
    private static void Pick(Utf8JsonWriter json, string? name, JsonElement from, params ReadOnlySpan<string> members)
    {
        if (name is null) json.WriteStartObject();
        else json.WriteStartObject(name);
        foreach (var member in members) Copy(json, member, from.GetProperty(member));
        json.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
