using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>duplicates.near</c>: how much of the mix may be text that is nearly that of another record, found by MinHash over shingles of five words, banded. A
/// report with a limit: records are joined into groups, directly or through others, and nothing is dropped. Copies of a text are near duplicates too.
/// </summary>
/// <param name="Gathering">How they are looked for.</param>
/// <param name="Limit">How much there may be.</param>
internal sealed record NearDuplicates(NearGathering Gathering, ShareLimit Limit)
{
    private const string Group = "near duplicates beyond the largest record of each group";
    private const string Others = "other text";
    private static readonly Fraction DefaultJaccard = new(8, 10);
    private static readonly Fraction LeastJaccard = new(1, 2);

    /// <summary>Reads the key; null when it is absent or wrong (then reported).</summary>
    /// <param name="map">The rule <c>duplicates</c>.</param>
    /// <param name="soft">Whether the rule is softened.</param>
    public static NearDuplicates? Read(MapReader map, bool soft)
    {
        if (map.Map("near") is not { } near) return null;
        var jaccard = near.Fraction("jaccard");
        var limit = ShareLimits.Read(near, Codes.NearDuplicates, "max_fraction", "warn_above", Sense.AtMost);
        if (!near.Has("max_fraction") && !near.Has("warn_above")) ShareLimits.ReportNone(near, "max_fraction", "warn_above");
        near.Finish();
        if (jaccard is { } given && given.Value < LeastJaccard)
        {
            near.Report(
                Codes.OutOfRange, given.Place,
                $"'{near.Name("jaccard")}' is {NumberText.Plain(given.Value)}; it must be from 0.5 to 1: how many of the runs of five words of two texts are in both");
            return null;
        }

        return limit is null ? null : new NearDuplicates(new NearGathering(NearBands.For(jaccard?.Value ?? DefaultJaccard)), limit with { Soft = limit.Soft || soft });
    }

    /// <summary>Tells those apart that do not stand for their group, where the planner must bound them.</summary>
    public string? Facet(RecordFact fact) => fact.IsNearCopy && Limit is { Limit: not null, Soft: false } ? "near-copy" : null;

    /// <summary>
    /// One record of each group is none that counts, and the judge leaves out the largest that is in the mix: so what the planner bounds is at least what the
    /// judge counts.
    /// </summary>
    public void Ask(PlanAsk ask) => Limit.Ask(ask, s => s.Fact.IsNearCopy, Group, Others);

    /// <summary>Judges; needs the rows' groups.</summary>
    public Verdict Judge(Evidence evidence, NearCounts near)
    {
        var verdict = Limit.Judge(near.Amount, evidence.Total, evidence.UnitWord, Group, Others);
        return verdict with { Message = $"{verdict.Message} ({Figures.Count(near.Records, "record")} of the mix in {Figures.Count(near.Groups, "group")})" };
    }
}
