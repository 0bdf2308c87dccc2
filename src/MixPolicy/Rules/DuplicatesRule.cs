using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>duplicates</c>: what becomes of records, of any source, that hold the same text (SHA-256), and how much of the mix may be copies. Training on
/// deduplicated text is as good for less, and copies its sources a tenth as often (Lee et al., arXiv 2107.06499).
/// </summary>
/// <param name="place">Where the policy states it.</param>
/// <param name="exact">That no text stands in two records of the mix; null when it may.</param>
/// <param name="drops">Whether copies are taken out of the pool.</param>
/// <param name="fraction">How much of the mix may be copies; null when nothing says so.</param>
/// <param name="near">How much of it may be near copies; null when nothing says so.</param>
internal sealed class DuplicatesRule(Place place, CountLimit? exact, bool drops, ShareLimit? fraction, NearDuplicates? near) : IRule
{
    private const string Group = "text beyond the first record that holds it";
    private const string Others = "other text";

    /// <inheritdoc/>
    public string Key => "duplicates";

    /// <inheritdoc/>
    public Place Place => place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes => [];

    /// <inheritdoc/>
    public IReadOnlyList<ITextGathering> Gatherings => near is null ? [] : [near.Gathering];

    /// <inheritdoc/>
    public TextUse Texts => new(drops ? CopyUse.Drop
        : exact is { Soft: false } ? CopyUse.LeaveOut
        : fraction is { Limit: not null, Soft: false } ? CopyUse.Mark
        : exact is null ? CopyUse.None : CopyUse.Count);

    /// <summary>Reads the rule; needs <c>exact</c> to be <c>drop</c> or <c>fail</c>, or a limit.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var exact = map.Word("exact", ["drop", "fail", "allow"]);
        var fraction = ShareLimits.Read(map, Codes.CopyFraction, "max_fraction", "warn_above", Sense.AtMost);
        var soft = ShareLimits.ReadSoft(map);
        var near = NearDuplicates.Read(map, soft);
        if (!map.Has("max_fraction") && !map.Has("warn_above") && !map.Has("near") && (!map.Has("exact") || exact is { Value: "allow" }))
        {
            map.Report(Codes.MissingKey, map.Place, $"{map.Path} states no limit; give exact: drop or exact: fail, or at least one of: max_fraction, warn_above, near");
        }

        map.Finish();
        var drops = exact is { Value: "drop" };
        return new DuplicatesRule(
            map.Place,
            exact is { Value: "drop" or "fail" } asked
                ? new CountLimit(Codes.Duplicates, $"{map.Path}.exact", asked.Place, Sense.AtMost, 0, null, soft, "texts")
                : null,
            drops,
            fraction,
            near);
    }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) => null;

    /// <inheritdoc/>
    public string? Facet(RecordFact fact) => (fact.IsCopy, near?.Facet(fact)) switch
    {
        (true, { } word) => $"copy/{word}",
        (true, null) => "copy",
        (false, var word) => word,
    };

    /// <summary>
    /// Of each text one record is no copy, and it is not the judge's first only where another is seen more often: so what the planner counts as copies is at
    /// least what the judge does.
    /// </summary>
    public void Ask(PlanAsk ask)
    {
        if (exact is { Soft: false }) ask.LeaveOut(exact, s => s.Fact.IsCopy);
        fraction?.Ask(ask, s => s.Fact.IsCopy, Group, Others);
        near?.Ask(ask);
    }

    /// <inheritdoc/>
    public NotJudged? CannotJudge(Evidence evidence) => near is null || evidence.HasPool ? null : new NotJudged(
        "which texts of a manifest are nearly the same is known only where its texts are at hand", near.Limit is { Limit: not null, Soft: false },
        "build or check the policy without --manifest");

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        var copies = evidence.Repetitions.Copies;
        if (exact is not null)
        {
            yield return exact.Judge(
                copies.Texts,
                $"{Figures.Count(copies.Texts, "text")} stand in several records of the mix ({Figures.Count(copies.Records, "record")}"
                + (copies.Example.Length > 0 ? $"; the first: {copies.Example})" : ")"),
                [drops ? "keep one record of each text" : "keep one record of each text: exact: drop does", "allow copies up to a share: exact: allow, max_fraction: ..."]);
        }

        if (fraction is not null) yield return fraction.Judge(copies.Amount, evidence.Total, evidence.UnitWord, Group, Others);
        if (near is not null && evidence is { HasPool: true, Near: { } groups }) yield return near.Judge(evidence, groups);
    }
}
