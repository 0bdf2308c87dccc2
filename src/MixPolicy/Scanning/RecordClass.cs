using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>
/// All that a rule can tell one record from another by: records of one class are alike to every rule. The scan interns the records of the
/// sources into classes, the recount those of the manifest, with the same code.
/// </summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Origin">Where the text comes from.</param>
/// <param name="Depth">How many models stand between the record and human text; null when unknown.</param>
/// <param name="Fresh">Human and collected within the window; null when no rule sets one.</param>
/// <param name="Values">By <see cref="AttributeUse"/>, in the order of <see cref="RecordSchema.Uses"/>: the value, or "" for a present one whose
/// value no rule asks for; null when the record lacks it.</param>
internal sealed record RecordClass(string Source, Origin Origin, int? Depth, bool? Fresh, IReadOnlyList<string?> Values)
{
    /// <summary>Whether the record counts as human.</summary>
    public bool IsHuman => Origin.IsHuman();
}

/// <summary>What a rule needs to know of an attribute.</summary>
/// <param name="Attribute">Name as in the policy's column mapping.</param>
/// <param name="NeedsValue">True when the value divides records; false when only presence does (a URL, an author).</param>
internal readonly record struct AttributeUse(string Attribute, bool NeedsValue);

/// <summary>What this run's rules look at, beyond what every manifest holds.</summary>
/// <param name="Uses">One entry an attribute, ordinal by name: value wins over presence when rules differ.</param>
/// <param name="Window">When a human record is fresh; null when no rule says.</param>
internal sealed record RecordSchema(IReadOnlyList<AttributeUse> Uses, FreshWindow? Window)
{
    /// <summary>Gathers what the rules ask for.</summary>
    public static RecordSchema Of(Policy policy) => new(
        [.. policy.Rules.SelectMany(r => r.Attributes)
            .GroupBy(u => u.Attribute, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new AttributeUse(g.Key, g.Any(u => u.NeedsValue)))],
        policy.Rules.Select(r => r.Window).FirstOrDefault(w => w is not null));

    /// <summary>The value of an attribute in a class; null when the record lacks it.</summary>
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

/// <summary>When a record is fresh: from <paramref name="First"/> to <paramref name="Last"/>, whole UTC days, both included.</summary>
/// <param name="First"><c>as_of</c> less <c>within</c>.</param>
/// <param name="Last"><c>as_of</c>: a later date is never fresh.</param>
internal sealed record FreshWindow(DateOnly First, DateOnly Last)
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Whether an instant (microseconds since 1970, UTC; null when missing or unreadable) of a human record is fresh.</summary>
    public bool Holds(Origin origin, long? collectedAt)
    {
        if (collectedAt is not { } instant || !origin.IsHuman()) return false;
        var day = Math.DivRem(instant, MicrosecondsPerDay, out var rest) - (rest < 0 ? 1 : 0) + EpochDay;
        return day >= First.DayNumber && day <= Last.DayNumber;
    }
}
