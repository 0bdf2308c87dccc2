using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>Which text must be verified: all that is not human, or some kinds of it.</summary>
/// <param name="Kinds">The kinds, folded; null for all.</param>
internal sealed record VerificationScope(IReadOnlySet<string>? Kinds)
{
    /// <summary>What classes must hold for it.</summary>
    public IEnumerable<AttributeUse> Uses => Kinds is null ? [] : [new AttributeUse("kind", NeedsValue: true)];

    /// <summary>For people.</summary>
    public string Text => Kinds is null ? "synthetic text" : $"synthetic text of kind {Shown.List([.. Kinds.Order(StringComparer.Ordinal)])}";

    /// <summary>Reads <c>of: synthetic</c> (the default) or a list of kinds; null when it is wrong (then reported).</summary>
    public static VerificationScope? Read(MapReader map)
    {
        if (map.Node("of") is not YamlSequence) return !map.Has("of") || map.Word("of", ["synthetic"]) is not null ? new VerificationScope(Kinds: null) : null;
        if (map.Texts("of") is not { } kinds) return null;
        if (kinds.Count > 0) return new VerificationScope(kinds.Select(k => Rules.Kinds.Folded(k.Value)!).ToHashSet(StringComparer.Ordinal));
        map.Report(Codes.MissingKey, map.KeyPlace("of"), $"{map.Path}.of is an empty list; name kinds, e.g. [ generated, rephrased ], or write of: synthetic");
        return null;
    }

    /// <summary>Whether records of a class must be verified.</summary>
    public bool Holds(RecordClass record, RecordSchema schema) => !record.IsHuman && Kinds?.Contains(Rules.Kinds.Of(record, schema)) != false;
}
