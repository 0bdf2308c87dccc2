using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Every rule that a policy may state, in the order in which rules are asked, judged and reported.</summary>
internal static class RuleCatalogue
{
    /// <summary>Key under <c>rules</c> and how to read it.</summary>
    public static IReadOnlyList<RuleEntry> Entries { get; } =
    [
        new("fresh_human", FreshHumanRule.Read),
        new("human", HumanRule.Read),
        new("synthetic", SyntheticRule.Read),
        new("accumulate", AccumulateRule.Read),
        new("tail", TailReader.Read),
        new("provenance", ProvenanceRule.Read),
        new("verification", VerificationRule.Read),
        new("groups", GroupsRule.Read, IsList: true),
        new("duplicates", DuplicatesRule.Read),
        new("repetition", RepetitionRule.Read),
        new("diversity", DiversityRule.Read),
    ];

    /// <summary>Keys of the language whose rules this version does not have: refused by name, never ignored.</summary>
    public static IReadOnlyList<string> NotBuiltYet { get; } =
        ["contamination"];
}

/// <summary>A rule's key and its reader, which reports what is wrong and returns null when the rule cannot stand.</summary>
/// <param name="Key">The key under <c>rules</c>.</param>
/// <param name="Read">Reads the rule's mapping.</param>
/// <param name="IsList">Whether the key holds a list of mappings, each of which is a rule of its own.</param>
internal sealed record RuleEntry(string Key, Func<MapReader, RuleContext, IRule?> Read, bool IsList = false);

/// <summary>What a rule's reader may know of the rest of the policy.</summary>
/// <param name="AsOf">The policy's date; null when it has none or an unreadable one (then already reported if present).</param>
/// <param name="AsOfGiven">Whether the key is there at all.</param>
/// <param name="Unit">What fractions count.</param>
/// <param name="Budget">How much the mix holds; null when that is wrong (then reported).</param>
/// <param name="Sources">Names of the sources; null when some are wrong (then reported).</param>
internal sealed record RuleContext(DateOnly? AsOf, bool AsOfGiven, MixUnit Unit, Budget? Budget = null, IReadOnlyList<string>? Sources = null);
