using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Reads <c>tail</c>: which of the tails it is about decides what the other keys mean.</summary>
internal static class TailReader
{
    /// <summary>Reads the rule.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        if (map.Node("by") is not YamlScalar { Text: "words" } words) return TailGroupsReader.Read(map, context);
        map.Report(Codes.NotBuiltYet, words.Place, $"'{map.Name("by")}: words' is part of the language, but this version does not have it yet; it is refused rather than ignored.");
        return null;
    }
}
