using MixPolicy.Diagnostics;
using MixPolicy.Rules;

namespace MixPolicy.Policies;

/// <summary>Reads <c>rules</c>: which are stated, each by its own reader, in the catalogue's order.</summary>
internal static class RulesReader
{
    /// <summary>The rules that can stand.</summary>
    public static IReadOnlyList<IRule> Read(MapReader policy, RuleContext context, IReadOnlyList<RuleEntry> catalogue)
    {
        var rules = new List<IRule>();
        var isStated = policy.Has("rules") && !policy.HasNull("rules") && policy.Node("rules") is not YamlMapping { Entries.Count: 0 };
        if (!isStated)
        {
            policy.Report(
                Codes.NoRules,
                policy.KeyPlace("rules"),
                $"'rules' states no rule: there is nothing that the mix must be. State at least one of {Names(catalogue)}.");
            return rules;
        }

        if (policy.Map("rules") is not { } map) return rules;
        foreach (var entry in catalogue)
        {
            if (!map.Has(entry.Key)) continue;
            foreach (var stated in Stated(map, entry))
            {
                if (entry.Read(stated, context) is { } rule) rules.Add(rule);
            }
        }

        map.RefuseNotBuilt([.. RuleCatalogue.NotBuiltYet]);
        map.Finish();
        return rules;
    }

    /// <summary>The mappings that state a rule: one, or those of a list, which must not be empty.</summary>
    private static IReadOnlyList<MapReader> Stated(MapReader rules, RuleEntry entry)
    {
        if (!entry.IsList) return rules.Map(entry.Key) is { } one ? [one] : [];
        if (rules.Node(entry.Key) is YamlSequence { Items.Count: 0 })
        {
            rules.Report(Codes.MissingKey, rules.KeyPlace(entry.Key), $"'{rules.Name(entry.Key)}' is an empty list: it states no limit. List at least one, or remove it.");
        }

        return rules.Maps(entry.Key) ?? [];
    }

    private static string Names(IReadOnlyList<RuleEntry> catalogue) => string.Join(", ", catalogue.Select(e => e.Key));
}
