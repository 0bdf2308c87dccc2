using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Reads <c>tail</c>: which of the tails it is about decides what the other keys mean.</summary>
internal static class TailReader
{
    /// <summary>Reads the rule.</summary>
    public static IRule? Read(MapReader map, RuleContext context) =>
        map.Node("by") is YamlScalar { Text: "words" } ? TailWordsReader.Read(map, context) : TailGroupsReader.Read(map, context);
}
