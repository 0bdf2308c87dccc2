using System.Globalization;
using System.Text;
using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>What this run's rules look at, beyond what every manifest holds. Immutable.</summary>
internal sealed class RecordSchema
{
    /// <summary>Attributes that are columns of their own type in every manifest, or not kept at all (text).</summary>
    private static readonly string[] Common = ["id", "text", "tokens", "origin", "depth", "collected_at"];

    private readonly NumberSteps?[] _steps;
    private readonly byte[][] _numbers;

    private RecordSchema(
        IReadOnlyList<AttributeUse> uses, FreshWindow? window, EvidenceDay? evidenceDay, IReadOnlyList<ITextGathering> gatherings)
    {
        (Uses, Window, EvidenceDay, Gatherings) = (uses, window, evidenceDay, gatherings);
        Columns = ["generator", .. uses.Select(u => u.Attribute).Where(a => a != "generator" && !Common.Contains(a))];
        KindOfUse = [.. uses.Select(u => u.Attribute switch
        {
            "collected_at" => UseKind.CollectedAt,
            "origin" => UseKind.Origin,
            "depth" => UseKind.Depth,
            "id" or "text" or "tokens" => UseKind.Always,
            _ => UseKind.Column,
        })];
        _steps = [.. uses.Select(u => u.Steps is { } steps ? new NumberSteps(steps) : null)];
        _numbers = [.. Enumerable.Range(0, uses.Select(u => u.Steps?.Count ?? 0).DefaultIfEmpty().Max() + 1)
            .Select(n => Encoding.UTF8.GetBytes(n.ToString(CultureInfo.InvariantCulture)))];
        ColumnOfUse = [.. uses.Select(u => Columns.ToList().IndexOf(u.Attribute))];
    }

    /// <summary>One entry an attribute, ordinal by name: value wins over presence when rules differ.</summary>
    public IReadOnlyList<AttributeUse> Uses { get; }

    /// <summary>When a human record is fresh; null when no rule says.</summary>
    public FreshWindow? Window { get; }

    /// <summary>When a human record must prove that it is; null when no rule says.</summary>
    public EvidenceDay? EvidenceDay { get; }

    /// <summary>Whether any rule asks for the date itself, not only whether there is one.</summary>
    public bool AsksForDates => Window is not null || EvidenceDay is not null;

    /// <summary>What is gathered of the texts, by kind (ordinal).</summary>
    public IReadOnlyList<ITextGathering> Gatherings { get; }

    /// <summary>What is counted of the texts' words; null when no rule asks.</summary>
    public WordsNeed? Words => Gatherings.OfType<WordsNeed>().FirstOrDefault();

    /// <summary>How near duplicates are looked for; null when no rule asks.</summary>
    public NearGathering? Near => Gatherings.OfType<NearGathering>().FirstOrDefault();

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
            .Select(g => Joined(g.Key, [.. g]))],
        policy.Rules.Select(r => r.Window).FirstOrDefault(w => w is not null),
        policy.Rules.Select(r => r.EvidenceDay).FirstOrDefault(d => d is not null),
        [.. policy.Rules.SelectMany(r => r.Gatherings).DistinctBy(g => g.Kind).OrderBy(g => g.Kind, StringComparer.Ordinal)]);

    /// <summary>What rules ask of the date of a record.</summary>
    public DateFacts Dates(Origin origin, long? collectedAt) => new(Window?.Holds(origin, collectedAt), EvidenceDay?.Asks(origin, collectedAt));

    /// <summary>What a class holds of a value that a record has.</summary>
    public ReadOnlySpan<byte> Kept(int use, ReadOnlySpan<byte> value)
    {
        if (Uses[use].NeedsValue) return value;
        if (_steps[use] is not { } steps) return default;
        var reached = steps.Reached(value);
        return reached < 0 ? default : _numbers[reached];
    }

    /// <summary>Whether the value of an attribute is a number that is not below a limit; null when it is no number, or the record lacks it.</summary>
    /// <exception cref="ArgumentException">No rule declared that it compares the attribute with the limit.</exception>
    public bool? Reaches(RecordClass record, string attribute, Fraction limit)
    {
        if (Value(record, attribute) is not { Length: > 0 } value) return null;
        var use = Uses.First(u => u.Attribute == attribute);
        if (use.NeedsValue) return DecimalText.TryParse(Encoding.UTF8.GetBytes(value), out var number) ? number >= limit : null;
        var step = use.Steps?.ToList().IndexOf(limit) ?? -1;
        if (step < 0) throw new ArgumentException($"No rule declared that it compares '{attribute}' with {limit}.", nameof(limit));
        return int.Parse(value, CultureInfo.InvariantCulture) > step;
    }

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

    /// <summary>One use for those of several rules: who has the value needs no comparison kept.</summary>
    private static AttributeUse Joined(string attribute, IReadOnlyList<AttributeUse> uses)
    {
        if (uses.Any(u => u.NeedsValue)) return new AttributeUse(attribute, NeedsValue: true);
        var steps = uses.SelectMany(u => u.Steps ?? []).Distinct().Order().ToArray();
        return new AttributeUse(attribute, NeedsValue: false) { Steps = steps.Length == 0 ? null : steps };
    }
}
