using MixPolicy.Diagnostics;
using YamlDotNet.Core;

namespace MixPolicy.Policies;

/// <summary>A list or mapping whose end the composer has not met yet.</summary>
internal sealed class OpenNode(YamlNode node, AnchorName anchor, bool isFlow, Mark startsAt)
{
    private const string MergeKey = "<<";

    private readonly List<YamlMapping> _merged = [];
    private YamlNode? _key;
    private Place? _mergedAt;

    /// <summary>The node.</summary>
    public YamlNode Node => node;

    /// <summary>Its anchor; empty when it has none.</summary>
    public AnchorName Anchor => anchor;

    /// <summary>Written with brackets or braces, so that its end is where it says.</summary>
    public bool IsFlow => isFlow;

    /// <summary>Where it starts.</summary>
    public Mark Start { get; } = startsAt;

    /// <summary>Where its last child ends.</summary>
    public Mark LastEnd { get; private set; } = startsAt;

    /// <summary>A mapping that needs a key next.</summary>
    public bool AwaitsKey => node is YamlMapping && _key is null;

    /// <summary>Takes the next child: an item, a key or a value.</summary>
    public void Add(YamlNode child, Mark end, DiagnosticBag diagnostics)
    {
        LastEnd = end;
        if (node is YamlSequence sequence) sequence.Add(child);
        else if (_key is null) _key = child;
        else AddEntry((YamlMapping)node, child, diagnostics);
    }

    /// <summary>Ends the node. What a merge brings comes after what is written, and never replaces it.</summary>
    public void Close(Place place, DiagnosticBag diagnostics)
    {
        if (node is YamlSequence sequence) sequence.Close(place);
        if (node is not YamlMapping mapping) return;
        foreach (var entry in _merged.SelectMany(m => m.Entries)) mapping.TryAdd(entry);
        mapping.Close(place);
    }

    private void AddEntry(YamlMapping mapping, YamlNode value, DiagnosticBag diagnostics)
    {
        var key = _key;
        _key = null;
        if (key is not YamlScalar scalar)
        {
            if (key is not (null or YamlBroken)) diagnostics.Error(Codes.YamlSyntax, key.Place, "A key must be text; this one is a list or a mapping.");
        }
        else if (scalar is { IsPlain: true, Text: MergeKey })
        {
            Merge(scalar, value, diagnostics);
        }
        else if (!mapping.TryAdd(new YamlEntry(scalar, value)))
        {
            var first = mapping.Find(scalar.Text)!.Key.Place.Line;
            diagnostics.Error(
                Codes.DuplicateKey,
                scalar.Place,
                $"The key {Shown.Quote(scalar.Text)} is there already, on line {first}. Keep one of them.");
        }
    }

    private void Merge(YamlScalar key, YamlNode value, DiagnosticBag diagnostics)
    {
        if (_mergedAt is not null)
        {
            diagnostics.Error(
                Codes.DuplicateKey,
                key.Place,
                $"The key '<<' is there already, on line {_mergedAt.Line}. Write one: <<: [ *first, *second ].");
            return;
        }

        _mergedAt = key.Place;
        var parts = value is YamlSequence list ? list.Items : [value];
        foreach (var part in parts)
        {
            if (part is YamlMapping mapping) _merged.Add(mapping);
            else if (part is not YamlBroken) diagnostics.Error(Codes.WrongType, key.Place, "'<<' merges mappings: write <<: *name or <<: [ *first, *second ], each the anchor of a mapping.");
        }
    }
}
