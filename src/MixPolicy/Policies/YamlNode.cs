using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>A node of the policy's text, with the span where it was written. An alias shares the node of its anchor.</summary>
/// <param name="place">Where the node stands.</param>
internal abstract class YamlNode(Place place)
{
    /// <summary>Where the node stands; of a shared node, where its anchor stands.</summary>
    public Place Place { get; protected set; } = place;

    /// <summary>Nodes below and including this one, each alias counted as what it stands for.</summary>
    public long Weight { get; protected set; } = 1;
}

/// <summary>A scalar, not yet read as anything but text.</summary>
internal sealed class YamlScalar(Place place, string text, bool isPlain) : YamlNode(place)
{
    /// <summary>The text, escapes resolved.</summary>
    public string Text => text;

    /// <summary>Written without quotes: only then may it be a number, a flag or null.</summary>
    public bool IsPlain => isPlain;

    /// <summary>No value: nothing, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => isPlain && text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
internal sealed class YamlSequence(Place place) : YamlNode(place)
{
    private readonly List<YamlNode> _items = [];

    /// <summary>The items, in order.</summary>
    public IReadOnlyList<YamlNode> Items => _items;

    /// <summary>Adds an item while composing.</summary>
    public void Add(YamlNode item)
    {
        _items.Add(item);
        Weight += item.Weight;
    }

    /// <summary>Ends the list.</summary>
    public void Close(Place place) => Place = place;
}

/// <summary>A mapping with scalar keys, each once.</summary>
internal sealed class YamlMapping(Place place) : YamlNode(place)
{
    private readonly Dictionary<string, YamlEntry> _byKey = new(StringComparer.Ordinal);
    private readonly List<YamlEntry> _entries = [];

    /// <summary>The entries: as written, then those that a merge brought.</summary>
    public IReadOnlyList<YamlEntry> Entries => _entries;

    /// <summary>The entry of a key; null when there is none.</summary>
    public YamlEntry? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>Adds an entry while composing; false when the key is taken.</summary>
    public bool TryAdd(YamlEntry entry)
    {
        if (!_byKey.TryAdd(entry.Key.Text, entry)) return false;
        _entries.Add(entry);
        Weight += 1 + entry.Value.Weight;
        return true;
    }

    /// <summary>Ends the mapping.</summary>
    public void Close(Place place) => Place = place;
}

/// <summary>A key and its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>A node that is wrong in itself and already reported: whoever reads it says nothing more.</summary>
internal sealed class YamlBroken(Place place) : YamlNode(place);
