using System.Text.Json.Serialization;
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
/// value no rule asks for; null when the record lacks it. Of one that rules only compare: how many of <see cref="AttributeUse.Steps"/> it reaches,
/// or "" when it is no number.</param>
/// <param name="NeedsEvidence">Human, and collected when that must be proved or nobody knows when; null when no rule asks.</param>
internal sealed record RecordClass(string Source, Origin Origin, int? Depth, bool? Fresh, IReadOnlyList<string?> Values, bool? NeedsEvidence = null)
{
    /// <summary>What its class says of the date.</summary>
    [JsonIgnore]
    public DateFacts Dates => new(Fresh, NeedsEvidence);

    /// <summary>Whether the record counts as human.</summary>
    public bool IsHuman => Origin.IsHuman();
}

/// <summary>What a rule needs to know of an attribute.</summary>
/// <param name="Attribute">Name as in the policy's column mapping.</param>
/// <param name="NeedsValue">True when the value divides records; false when only presence does (a URL, an author).</param>
internal readonly record struct AttributeUse(string Attribute, bool NeedsValue)
{
    /// <summary>Numbers that the attribute's value is compared with, ascending: classes hold how many of them it reaches. Null for none.</summary>
    public IReadOnlyList<Fraction>? Steps { get; init; }

    /// <summary>A use that asks whether a value is a number that reaches a limit.</summary>
    public static AttributeUse AtLeast(string attribute, Fraction limit) => new(attribute, NeedsValue: false) { Steps = [limit] };
}
