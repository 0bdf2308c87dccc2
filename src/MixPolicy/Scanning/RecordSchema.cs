using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>What this run's rules look at, beyond what every manifest holds. Immutable.</summary>
internal sealed class RecordSchema
{
    /// <summary>Attributes that are columns of their own type in every manifest, or not kept at all (text).</summary>
    private static readonly string[] Common = ["id", "text", "tokens", "origin", "depth", "collected_at"];

    private RecordSchema(IReadOnlyList<AttributeUse> uses, FreshWindow? window, IReadOnlyList<ITextGathering> gatherings)
    {
        (Uses, Window, Gatherings) = (uses, window, gatherings);
        Columns = ["generator", .. uses.Select(u => u.Attribute).Where(a => a != "generator" && !Common.Contains(a))];
        KindOfUse = [.. uses.Select(u => u.Attribute switch
        {
            "collected_at" => UseKind.CollectedAt,
            "origin" => UseKind.Origin,
            "depth" => UseKind.Depth,
            "id" or "text" or "tokens" => UseKind.Always,
            _ => UseKind.Column,
        })];
        ColumnOfUse = [.. uses.Select(u => Columns.ToList().IndexOf(u.Attribute))];
    }

    /// <summary>One entry an attribute, ordinal by name: value wins over presence when rules differ.</summary>
    public IReadOnlyList<AttributeUse> Uses { get; }

    /// <summary>When a human record is fresh; null when no rule says.</summary>
    public FreshWindow? Window { get; }

    /// <summary>What is gathered of the texts, by kind (ordinal).</summary>
    public IReadOnlyList<ITextGathering> Gatherings { get; }

    /// <summary>What is counted of the texts' words; null when no rule asks.</summary>
    public WordsNeed? Words => Gatherings.OfType<WordsNeed>().FirstOrDefault();

    /// <summary>String columns of the manifest: <c>generator</c>, then each attribute that a rule speaks of.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Where the value of each use comes from.</summary>
    public IReadOnlyList<UseKind> KindOfUse { get; }

    /// <summary>The column of each use; -1 for one that is not a string column.</summary>
    public IReadOnlyList<int> ColumnOfUse { get; }

    /// <summary>Gathers what the rules ask for.</summary>
    public static RecordSchema Of(Policy policy) => new(
        [.. policy.Rules.SelectMany(r => r.Attributes)
            .GroupBy(u => u.Attribute, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new AttributeUse(g.Key, g.Any(u => u.NeedsValue)))],
        policy.Rules.Select(r => r.Window).FirstOrDefault(w => w is not null),
        [.. policy.Rules.SelectMany(r => r.Gatherings).DistinctBy(g => g.Kind).OrderBy(g => g.Kind, StringComparer.Ordinal)]);

    /// <summary>The value of an attribute in a class; null when the record lacks it, "" when no rule asked for more than its presence.</summary>
    /// <exception cref="ArgumentException">No rule declared that it looks at the attribute.</exception>
    public string? Value(RecordClass record, string attribute)
    {
        for (var i = 0; i < Uses.Count; i++)
        {
            if (Uses[i].Attribute == attribute) return record.Values[i];
        }

        throw new ArgumentException($"No rule declared that it looks at '{attribute}'.", nameof(attribute));
    }
}
