using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>Reads <c>tail: { by: words }</c>.</summary>
internal static class TailWordsReader
{
    /// <summary>Most words are seen so often or less (science: the tail is what is seen at most 5 times).</summary>
    private static readonly Fraction DefaultRareBelow = new(6, 1);

    private static readonly Fraction DefaultSample = new(1, 4);

    /// <summary>Reads the rule; needs at least one limit.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        map.Word("by", ["words"]);
        var rareBelow = ReadRareBelow(map);
        var sample = ReadSample(map);
        var sources = TailGroupsReader.ReadReference(map, context);
        var soft = ShareLimits.ReadSoft(map);
        var retention = TailLimit.Read(map, Codes.TailWordMass, "min_retention", "warn_retention_below", soft);
        var presence = TailLimit.Read(map, Codes.TailWordPresence, "min_presence", "warn_presence_below", soft);
        string[] limits = ["min_retention", "warn_retention_below", "min_presence", "warn_presence_below"];
        if (!limits.Any(map.Has)) ShareLimits.ReportNone(map, limits);
        map.RefuseNotBuilt("upsample");
        map.Finish();
        if (retention is null && presence is null) return null;
        var divides = retention?.IsHard == true;
        return new TailWordsRule(map.Place, new WordsNeed(sample, rareBelow, sources is null ? null : [.. sources.Select(s => s.Value)], divides), retention, presence);
    }

    private static Fraction ReadRareBelow(MapReader map)
    {
        if (map.Factor("rare_below", Fraction.Zero) is not { } found) return DefaultRareBelow;
        var isCount = found.Value >= new Fraction(2, 1) && found.Value.Denominator.IsOne && found.Value <= new Fraction(WordsNeed.MostRareCount + 1, 1);
        if (isCount || (found.Value > Fraction.Zero && found.Value < Fraction.One)) return found.Value;
        map.Report(
            Codes.OutOfRange, found.Place,
            $"'{map.Name("rare_below")}' is {found.Value.ToDecimal(0)}; for words it is a count from 2 to {WordsNeed.MostRareCount + 1} (rare is what the reference holds less often, default 6), or a share of its words above 0 and below 1");
        return DefaultRareBelow;
    }

    private static Fraction ReadSample(MapReader map)
    {
        if (map.Fraction("sample") is not { } found) return DefaultSample;
        if (found.Value >= new Fraction(1, 4096)) return found.Value;
        map.Report(Codes.OutOfRange, found.Place, $"'{map.Name("sample")}' is {NumberText.Plain(found.Value)}; it must be from 0.000244140625 (1/4096) to 1: the share of the different words that are counted");
        return DefaultSample;
    }
}
