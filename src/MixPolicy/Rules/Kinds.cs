using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>What rules take a synthetic record's <c>kind</c> for.</summary>
internal static class Kinds
{
    /// <summary>A synthetic record that does not say how it was made counts as made from nothing: the strictest kind.</summary>
    public const string Unsaid = "generated";

    /// <summary>The kind of a class whose schema holds it, folded.</summary>
    public static string Of(RecordClass record, RecordSchema schema) => Folded(schema.Value(record, "kind")) ?? Unsaid;

    /// <summary>Without the spaces around it and in lower case: a limit must not be dodged by spelling.</summary>
    public static string? Folded(string? value) => value?.Trim().ToLowerInvariant();
}
