using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using MixPolicy.Lineage;

namespace MixPolicy.Tests.Lineage.Audit;

/// <summary>A report that somebody changed and gave the digest that fits: in its one form, so that only what it says can betray it.</summary>
internal static class ForgedReport
{
    /// <summary>Changes members, and writes the report as a build would.</summary>
    public static byte[] Of(byte[] report, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(report)!.AsObject();
        change(json);
        json["digest"] = "";
        json["digest"] = Convert.ToHexStringLower(SHA256.HashData(Write(json)));
        return Write(json);
    }

    /// <summary>Changes a report, and all in its folder that follows from it.</summary>
    public static void Forge(this AuditedLine line, string folder, Action<JsonObject> change)
    {
        line.Edit($"{folder}/lineage.json", bytes => Of(bytes, change));
        var document = LineageDocument.Read(File.ReadAllBytes(line[$"{folder}/lineage.json"]), out _)!;
        File.WriteAllBytes(line[$"{folder}/statement.json"], StatementWriter.Write(document));
    }

    private static byte[] Write(JsonObject json)
    {
        using var parsed = JsonDocument.Parse(json.ToJsonString());
        var root = parsed.RootElement;
        return CanonicalJson.Write(writer => root.WriteTo(writer));
    }
}
