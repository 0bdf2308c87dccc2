using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>What a budget and a fraction count.</summary>
internal enum MixUnit
{
    /// <summary>Tokens, as the source's mapping counts them.</summary>
    Tokens,

    /// <summary>Records.</summary>
    Records,

    /// <summary>Bytes of the text's UTF-8.</summary>
    Bytes,
}

/// <summary>The words for units.</summary>
internal static class MixUnits
{
    /// <summary>The unit's word in the plural, as the policy writes it.</summary>
    public static string Word(this MixUnit unit) => unit switch { MixUnit.Tokens => "tokens", MixUnit.Records => "records", _ => "bytes" };
}

/// <summary>How much the mix holds, in its unit. Null bounds mean <c>all</c>: every admitted record exactly once.</summary>
/// <param name="Min">Least amount; null for <c>all</c>.</param>
/// <param name="Max">Largest amount; null for <c>all</c>. Equal to <paramref name="Min"/> when the policy gives one number.</param>
/// <param name="Place">Where it is written.</param>
internal sealed record Budget(long? Min, long? Max, Place Place)
{
    /// <summary>Every admitted record exactly once; nothing is left out to please a rule.</summary>
    public bool IsAll => Min is null;

    /// <summary>One number, not a range.</summary>
    public bool IsExact => Min is not null && Min == Max;
}

/// <summary>How to combine the sources.</summary>
/// <param name="Unit">What budget and fractions count.</param>
/// <param name="Budget">How much.</param>
/// <param name="Targets"><c>target_ratio</c> by source name, each 0..1; sources left out share the rest by size. Empty: all by size.</param>
/// <param name="MaxRepetitionFactor">How often a record may be seen on average, at least 1; a source may say otherwise. Default 1.</param>
/// <param name="MaxSourceFraction">Cap of any one source's share of the mix; null when the policy sets none.</param>
/// <param name="Place">Where <c>mix</c> stands.</param>
internal sealed record Mix(
    MixUnit Unit,
    Budget Budget,
    IReadOnlyDictionary<string, Located<Fraction>> Targets,
    Located<Fraction> MaxRepetitionFactor,
    Located<Fraction>? MaxSourceFraction,
    Place Place);
