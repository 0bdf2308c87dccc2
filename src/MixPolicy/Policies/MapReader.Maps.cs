namespace MixPolicy.Policies;

/// <summary>Mappings within the mapping.</summary>
internal sealed partial class MapReader
{
    /// <summary>A nested mapping.</summary>
    public MapReader? Map(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlMapping mapping:
                return new MapReader(mapping, Name(key), KeyPlace(key), _diagnostics);
            case var other:
                Wrong(key, other, "a mapping such as { key: value }");
                return null;
        }
    }

    /// <summary>A list of mappings. Those items that are none are reported and left out.</summary>
    public IReadOnlyList<MapReader>? Maps(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlSequence list:
                var maps = new List<MapReader>(list.Items.Count);
                for (var i = 0; i < list.Items.Count; i++)
                {
                    var item = list.Items[i];
                    if (item is YamlMapping mapping) maps.Add(new MapReader(mapping, $"{Name(key)}[{i}]", mapping.Place, _diagnostics));
                    else if (item is not YamlBroken) WrongAt($"{Name(key)}[{i}]", item.Place, item, "a mapping");
                }

                return maps;
            case var other:
                Wrong(key, other, "a list of mappings", other is YamlMapping ? "Put '-' before each." : "");
                return null;
        }
    }

    /// <summary>A mapping of names to fractions. Those that are not fractions are reported and left out.</summary>
    public IReadOnlyList<(Located<string> Key, Located<Fraction> Value)>? Fractions(string key)
    {
        if (Map(key) is not { } map) return null;
        var fractions = new List<(Located<string>, Located<Fraction>)>();
        foreach (var name in map.Keys)
        {
            if (map.Fraction(name.Value) is { } fraction) fractions.Add((name, fraction));
        }

        return fractions;
    }
}
