using System.Text.Json.Nodes;
using NJsonSchema;

namespace MixPolicy.Tests.Lineage;

/// <summary>The published JSON Schemas, and documents that no longer fit them.</summary>
internal static class Schemas
{
    public static string Repository { get; } = FindRepository();

    public static Task<JsonSchema> Read(string name) => JsonSchema.FromFileAsync(Path.Combine(Repository, "docs", $"{name}.schema.json"));

    /// <summary>What a document misses of a schema, one a line.</summary>
    public static string Faults(JsonSchema schema, string json) => string.Join('\n', schema.Validate(json).Select(e => $"{e.Path}: {e.Kind}"));

    /// <summary>The document with one member more in one of its objects, for each object that has a form of its own.</summary>
    public static IEnumerable<(string Path, string Json)> WithOneMore(string json) => Objects(json).Select(path => (path, Change(json, path, o => o["unheard_of"] = 1)));

    /// <summary>The document with one member less, for each member of each such object.</summary>
    public static IEnumerable<(string Path, string Json)> WithOneLess(string json) =>
        from path in Objects(json)
        from member in At(JsonNode.Parse(json)!, path).AsObject().Select(m => m.Key).ToList()
        select ($"{path}.{member}", Change(json, path, o => o.Remove(member)));

    /// <summary>The document with one number made a fraction, for each whole number of such an object.</summary>
    public static IEnumerable<(string Path, string Json)> WithFraction(string json) =>
        from path in Objects(json)
        from member in At(JsonNode.Parse(json)!, path).AsObject().Where(m => m.Value is JsonValue v && v.TryGetValue<long>(out _)).Select(m => m.Key).ToList()
        select ($"{path}.{member}", Change(json, path, o => o[member] = 0.5));

    private static string Change(string json, string path, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(json)!;
        change(At(root, path).AsObject());
        return root.ToJsonString();
    }

    /// <summary>Paths of the objects whose keys are fixed: all but those that map names of the user's to values.</summary>
    private static List<string> Objects(string json)
    {
        var found = new List<string>();
        Visit(JsonNode.Parse(json)!, "");
        return found;

        void Visit(JsonNode? node, string path)
        {
            if (node is JsonArray list)
            {
                for (var i = 0; i < list.Count; i++) Visit(list[i], $"{path}/{i}");
            }
            else if (node is JsonObject members && !path.EndsWith("/tags", StringComparison.Ordinal) && !path.EndsWith("/unreadable", StringComparison.Ordinal))
            {
                found.Add(path);
                foreach (var (key, value) in members) Visit(value, $"{path}/{key}");
            }
        }
    }

    private static JsonNode At(JsonNode root, string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(root, (node, step) => node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);

    private static string FindRepository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "MixPolicy.sln"))) at = at.Parent!;
        return at.FullName;
    }
}
