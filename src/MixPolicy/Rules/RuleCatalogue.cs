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
        new("tail", TailWordsReader.Read),
        new("provenance", ProvenanceRule.Read),
        new("duplicates", DuplicatesRule.Read),
        new("repetition", RepetitionRule.Read),
        new("diversity", DiversityRule.Read),
    ];

    /// <summary>Keys of the language whose rules this version does not have: refused by name, never ignored.</summary>
    public static IReadOnlyList<string> NotBuiltYet { get; } =
        ["accumulate", "verification", "groups", "contamination"];
}

/// <summary>A rule's key and its reader, which reports what is wrong and returns null when the rule cannot stand.</summary>
internal sealed record RuleEntry(string Key, Func<MapReader, RuleContext, IRule?> Read);

/// <summary>What a rule's reader may know of the rest of the policy.</summary>
/// <param name="AsOf">The policy's date; null when it has none or an unreadable one (then already reported if present).</param>
/// <param name="AsOfGiven">Whether the key is there at all.</param>
/// <param name="Unit">What fractions count.</param>
internal sealed record RuleContext(DateOnly? AsOf, bool AsOfGiven, MixUnit Unit);
