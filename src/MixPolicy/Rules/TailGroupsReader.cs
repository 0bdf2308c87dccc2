using MixPolicy.Diagnostics;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Reads <c>tail</c> by the groups of an attribute, or by one end of a numeric one.</summary>
internal static class TailGroupsReader
{
    /// <summary>Reads the rule; needs <c>by</c>, what is rare, and at least one limit or <c>upsample</c>.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var column = ReadEnd(map, GroupColumn.Read(map));
        var rareBelow = map.Fraction("rare_below");
        var isEnd = map.Has("at_least") || map.Has("below");
        if (!map.Has("rare_below") && !isEnd)
        {
            map.Report(Codes.MissingKey, map.Place, $"{map.Path} needs 'rare_below': the share of human text under which a group is rare, e.g. rare_below: 0.02");
        }

        var sources = ReadReference(map, context);
        var soft = ShareLimits.ReadSoft(map);
        var retention = TailLimit.Read(map, Codes.TailMass, "min_retention", "warn_retention_below", soft);
        var presence = TailLimit.Read(map, Codes.TailPresence, "min_presence", "warn_presence_below", soft);
        var upsample = TailUpsampleReader.Read(map);
        string[] limits = ["min_retention", "warn_retention_below", "min_presence", "warn_presence_below", "upsample"];
        if (!limits.Any(map.Has)) ShareLimits.ReportNone(map, limits);
        map.Finish();
        if (column is null || (rareBelow is null && !isEnd)) return null;
        return new TailGroupsRule(
            map.Place, new TailGroupsNeed(column, rareBelow?.Value, sources), context.Budget, retention, presence, upsample is null ? null : upsample with { Soft = soft });
    }

    /// <summary><c>at_least</c> or <c>below</c>: the end of a numeric attribute from a number on, or below it.</summary>
    private static GroupColumn? ReadEnd(MapReader map, GroupColumn? column)
    {
        var (upper, lower) = (ReadNumber(map, "at_least"), ReadNumber(map, "below"));
        if (upper is { } u && lower is { } l)
        {
            map.Report(Codes.Inconsistent, l.Place, $"{map.Path} has both at_least ({NumberText.Plain(u.Value)}) and below ({NumberText.Plain(l.Value)}); a tail has one far end, so write one of them");
        }

        if (column is not null && column.DividesStrata && (upper ?? lower) is { } number)
        {
            map.Report(Codes.Inconsistent, number.Place, $"{map.Path}.by is {column.Name}, which is no number; at_least and below are for numeric attributes such as score");
        }

        return (upper ?? lower) is { } limit ? column?.End(limit.Value, upper is not null) : column;
    }

    private static Located<Fraction>? ReadNumber(MapReader map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (NumberText.TryDecimal(text.Value, out var value) is null) return new(value, text.Place);
        map.Report(Codes.WrongType, text.Place, $"'{map.Name(key)}' must be a number such as 0.9; found {Shown.Quote(text.Value)}.");
        return null;
    }

    /// <summary><c>human</c>, the default, or a list of sources; null for all human text.</summary>
    internal static IReadOnlyList<Located<string>>? ReadReference(MapReader map, RuleContext context)
    {
        if (map.Node("reference") is not YamlSequence)
        {
            if (map.Has("reference")) map.Word("reference", ["human"]);
            return null;
        }

        var names = map.Texts("reference");
        if (names is { Count: 0 }) map.Report(Codes.MissingKey, map.KeyPlace("reference"), $"{map.Path}.reference is an empty list; name sources, or write reference: human");
        foreach (var name in names ?? [])
        {
            if (context.Sources?.Contains(name.Value) != false) continue;
            map.Report(Codes.UnknownWord, name.Place, $"{Shown.Quote(name.Value)} is not a source.{Spelling.DidYouMean(name.Value, context.Sources)} There are: {Shown.List([.. context.Sources])}.");
        }

        return names;
    }
}
