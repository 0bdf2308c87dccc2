namespace MixPolicy.Policies;

/// <summary>
/// Lays one tree of a policy over another, key by key. Mappings merge; anything else that is stated again replaces what was there; a key
/// without a value removes it. Every node keeps the place where it was written. Neither tree is changed.
/// </summary>
internal static class TreeMerge
{
    private const string Sources = "data.sources";

    /// <summary>What <paramref name="over"/> states, and what it leaves of <paramref name="under"/>.</summary>
    public static YamlMapping Merge(YamlMapping under, YamlMapping over) => Maps(under, over, "");

    private static YamlMapping Maps(YamlMapping under, YamlMapping over, string path)
    {
        var merged = new YamlMapping(over.Place);
        foreach (var entry in under.Entries)
        {
            var name = path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}";
            if (over.Find(entry.Key.Text) is not { } stated) merged.TryAdd(entry);
            else if (stated.Value is not YamlScalar { IsNull: true } || NullIsAValue(path)) merged.TryAdd(stated with { Value = Nodes(entry.Value, stated.Value, name) });
        }

        foreach (var entry in over.Entries)
        {
            if (under.Find(entry.Key.Text) is null) merged.TryAdd(entry);
        }

        return merged;
    }

    private static YamlNode Nodes(YamlNode under, YamlNode over, string path) => (under, over) switch
    {
        (YamlMapping lower, YamlMapping upper) => Maps(lower, upper, path),
        (YamlSequence lower, YamlSequence upper) when path == Sources => ByName(lower, upper),
        _ => over,
    };

    /// <summary>Sources are known by their names: one of the same name is laid over, others are added. A name twice in one list stays for the reader to refuse.</summary>
    private static YamlSequence ByName(YamlSequence under, YamlSequence over)
    {
        var merged = new YamlSequence(over.Place);
        var taken = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        foreach (var item in under.Items)
        {
            var same = NameOf(item) is { } name ? over.Items.FirstOrDefault(o => NameOf(o) == name && !taken.Contains(o)) : null;
            if (same is not null) taken.Add(same);
            merged.Add(same is null ? item : Maps((YamlMapping)item, (YamlMapping)same, Sources));
        }

        foreach (var item in over.Items.Where(o => !taken.Contains(o))) merged.Add(item);
        return merged;
    }

    private static string? NameOf(YamlNode source) => source is YamlMapping map && map.Find("name")?.Value is YamlScalar { IsNull: false } name ? name.Text : null;

    /// <summary>Under a source's columns nothing means no column, whatever the defaults say.</summary>
    private static bool NullIsAValue(string path) => path == Sources + ".columns";
}
