using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>
/// Reads one mapping of the policy, key by key, and reports what is wrong with it. A key that was asked for is known; <see cref="Finish"/>
/// refuses the others. Null results mean: absent, or already reported. Not thread-safe.
/// </summary>
internal sealed partial class MapReader
{
    private readonly YamlMapping _mapping;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<string> _known = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>A reader of a mapping.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="path">Its path in the policy; empty for the whole.</param>
    /// <param name="place">Where its key stands, or itself when it has none.</param>
    /// <param name="diagnostics">Where findings go.</param>
    public MapReader(YamlMapping mapping, string path, Place place, DiagnosticBag diagnostics)
    {
        _mapping = mapping;
        _diagnostics = diagnostics;
        Path = path;
        Place = place;
    }

    /// <summary>Keys from the policy's root: <c>rules.fresh_human</c>; empty for the root.</summary>
    public string Path { get; }

    /// <summary>Where the mapping's key stands, or the mapping when it has none.</summary>
    public Place Place { get; }

    /// <summary>The keys, as written and then as merged.</summary>
    public IEnumerable<Located<string>> Keys => _mapping.Entries.Select(e => new Located<string>(e.Key.Text, e.Key.Place));

    /// <summary>Whether the key is there, be it without a value.</summary>
    public bool Has(string key) => Entry(key) is not null;

    /// <summary>Whether the key is there without a value: <c>~</c>, <c>null</c> or nothing.</summary>
    public bool HasNull(string key) => Entry(key)?.Value is YamlScalar { IsNull: true };

    /// <summary>The key's value as it stands; null when absent or already reported.</summary>
    public YamlNode? Node(string key) => Entry(key)?.Value is { } value and not YamlBroken ? value : null;

    /// <summary>A key by its whole path, for messages.</summary>
    public string Name(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>Where a key stands; the mapping's place when it is absent.</summary>
    public Place KeyPlace(string key) => _mapping.Find(key)?.Key.Place ?? Place;

    /// <summary>Adds an error.</summary>
    public void Report(string code, Place place, string message, params string[] remedies) => _diagnostics.Error(code, place, message, remedies);

    /// <summary>Reports a key of the language that this version does not have yet, for each that is there.</summary>
    public void RefuseNotBuilt(params string[] keys)
    {
        foreach (var key in keys)
        {
            if (!_refused.Add(key) || _mapping.Find(key) is not { } entry) continue;
            Report(
                Codes.NotBuiltYet,
                entry.Key.Place,
                $"'{Name(key)}' is part of the language, but this version does not have it yet; it is refused rather than ignored.");
        }
    }

    /// <summary>Reports a key that users may expect and that will not come, with the reason, if it is there.</summary>
    public void Refuse(string key, string reason)
    {
        if (_refused.Add(key) && _mapping.Find(key) is { } entry) Report(Codes.UnknownKey, entry.Key.Place, $"'{Name(key)}' {reason}");
    }

    /// <summary>Reports every key that nobody asked for, with the nearest right spelling and what is allowed. Call once, last.</summary>
    public void Finish()
    {
        foreach (var (key, _) in _mapping.Entries)
        {
            if (_asked.Contains(key.Text) || _refused.Contains(key.Text)) continue;
            var where = Path.Length == 0 ? "a policy" : $"'{Path}'";
            Report(
                Codes.UnknownKey,
                key.Place,
                $"{Shown.Quote(key.Text)} is not a key of {where}.{Spelling.DidYouMean(key.Text, _known.Concat(_refused))} Allowed: {string.Join(", ", _known)}.");
        }
    }

    private YamlEntry? Entry(string key)
    {
        if (_asked.Add(key)) _known.Add(key);
        return _mapping.Find(key);
    }

    /// <summary>The key's scalar; a list, a mapping or nothing is reported as not being what was expected.</summary>
    private YamlScalar? Scalar(string key, string expected)
    {
        var node = Node(key);
        if (node is null or YamlScalar { IsNull: false }) return (YamlScalar?)node;
        Wrong(key, node, expected);
        return null;
    }

    /// <summary>Reports a value of the wrong type: at the value, or at the key of one that has none.</summary>
    private void Wrong(string key, YamlNode found, string expected, string hint = "") =>
        WrongAt(Name(key), found is YamlScalar { IsNull: true } ? KeyPlace(key) : found.Place, found, expected, hint);

    private void WrongAt(string name, Place place, YamlNode found, string expected, string hint = "") =>
        Report(
            Codes.WrongType,
            place,
            $"'{name}' must be {expected}; found {Shown.Describe(found)}.{(hint.Length == 0 ? "" : " " + hint)}");
}
