using MixPolicy.Policies;

namespace MixPolicy.Suggestions;

/// <summary>
/// Finds a limit in a policy's own text by its path, as findings name it: keys joined by dots, of a list of named things the name, of another list
/// the number in brackets. A key may hold dots itself.
/// </summary>
internal static class PolicyPath
{
    /// <summary>What a path leads to.</summary>
    /// <param name="Value">The node at its end; null when the text does not go so far.</param>
    /// <param name="Deepest">The mapping at which the text ends.</param>
    /// <param name="Rest">The keys below it that are not there.</param>
    public readonly record struct Found(YamlNode? Value, YamlMapping? Deepest, IReadOnlyList<string> Rest);

    /// <summary>Follows a path.</summary>
    public static Found Find(YamlNode node, string path)
    {
        if (path.Length == 0) return new Found(node, null, []);
        if (node is YamlSequence list) return InList(list, path);
        if (node is not YamlMapping mapping) return new Found(null, null, []);
        var best = new Found(null, mapping, path.Split('.'));
        foreach (var entry in mapping.Entries.Where(e => Starts(path, e.Key.Text)))
        {
            var found = Find(entry.Value, path[entry.Key.Text.Length..].TrimStart('.'));
            if (found.Value is not null) return found;
            if (found.Deepest is not null) best = found;
            // What is there but is no mapping leaves no room for what is missing below it.
            else return new Found(null, null, []);
        }

        return best;
    }

    private static Found InList(YamlSequence list, string path)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is not YamlMapping item) continue;
            var name = item.Find("name")?.Value is YamlScalar { Text: var text } ? text : null;
            var key = Starts(path, $"[{i}]") ? $"[{i}]" : name is not null && Starts(path, name) ? name : null;
            if (key is not null) return Find(item, path[key.Length..].TrimStart('.'));
        }

        return new Found(null, null, []);
    }

    /// <summary>Whether a path goes on below a key.</summary>
    private static bool Starts(string path, string key) =>
        key.Length > 0 && path.StartsWith(key, StringComparison.Ordinal) && (path.Length == key.Length || path[key.Length] is '.' or '[');
}
