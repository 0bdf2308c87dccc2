using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>tail</c> by the groups of an attribute, or by one end of a numeric one: the groups that are rare in human text must stay in the mix, by mass and
/// by presence. Each rare group is judged against the reference, and the worst is the verdict.
/// </summary>
internal sealed class TailGroupsRule(
    Place place, TailGroupsNeed need, Budget? budget, TailLimit? retention, TailLimit? presence, TailUpsample? upsample) : IRule
{
    /// <summary>Strata and rows cost the planner time: of more rare groups it is asked for the largest only, and the judge looks at all.</summary>
    private const int MostPlanned = 256;

    /// <summary>Shares that are asked for have twelve decimals, rounded up: what the planner promises the judge finds.</summary>
    private static readonly BigInteger ShareParts = BigInteger.Pow(10, 12);

    private readonly HashSet<string> _planned = new(StringComparer.Ordinal);
    private RecordSchema? _schema;

    /// <inheritdoc/>
    public string Key => "tail";

    /// <inheritdoc/>
    public Place Place => place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes => need.Column.Uses;

    /// <summary>What makes groups, and which are rare.</summary>
    public TailGroupsNeed Need => need;

    /// <summary>How rare groups are drawn more often; null for not at all.</summary>
    public TailUpsample? Upsample => upsample;

    /// <summary>The pool's reference; null while the pool is not known.</summary>
    public TailReference? Reference { get; private init; }

    /// <summary>The groups whose strata stand apart.</summary>
    public IReadOnlySet<string> Planned => _planned;

    /// <inheritdoc/>
    public IRule Informed(PoolCensus pool) => Against(need.Of(pool), pool.Schema, upsample?.Informed(pool, need));

    /// <summary>The rule, once it is known what it measures against.</summary>
    public TailGroupsRule Against(TailReference reference, RecordSchema schema, TailUpsample? drawn)
    {
        var informed = new TailGroupsRule(place, need, budget, retention, presence, drawn) { Reference = reference, _schema = schema };
        informed._planned.UnionWith(reference.Rare.OrderByDescending(g => g.Amount).ThenBy(g => g.Name, StringComparer.Ordinal).Take(MostPlanned).Select(g => g.Name));
        return informed;
    }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) =>
        _planned.Count > 0 && need.Column.Of(record, schema) is var group && _planned.Contains(group) ? $"tail={FacetWord.Of(group)}" : null;

    /// <summary>The group that a stratum's sample is in; it is the group of all of them where that is planned. Only once the pool is known.</summary>
    public string GroupOf(Stratum stratum) => need.Column.Of(stratum.Sample, _schema!);

    /// <inheritdoc/>
    public void Ask(PlanAsk ask)
    {
        if (Reference is null) return;
        foreach (var group in Reference.Rare.Where(g => _planned.Contains(g.Name)))
        {
            if (retention is { Limit: { } kept, Soft: false }) AskShare(ask, group, kept);
            if (presence is { Limit: { } there, Soft: false }) AskRecords(ask, group, there);
        }

        upsample?.Ask(ask, s => s.Sample.IsHuman && _planned.Contains(GroupOf(s)));
    }

    /// <inheritdoc/>
    public NotJudged? CannotJudge(Evidence evidence)
    {
        var isHard = retention?.IsHard == true || presence?.IsHard == true || upsample is not null;
        if (Reference is not { } reference) return new NotJudged("a manifest alone does not say what human text was left out of it", isHard, "build or check the policy without --manifest");
        if (reference.Amount.IsZero)
        {
            return new NotJudged($"there is nothing in {reference.Called} to measure the tail against", isHard, "map or tag origin, so that human text is known, or name sources under reference");
        }

        if (reference.Groups.Any(g => need.Column.FarEnd is { } end ? g.Name == end : g.Name != GroupColumn.None)) return null;
        return new NotJudged(
            need.Column.FarEnd is { } far ? $"no record of {reference.Called} has {far}" : $"no record of {reference.Called} says its {need.Column.Name}", isHard,
            $"map '{need.Column.Name}' to the column that holds it, or tag the sources with it");
    }

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        if (CannotJudge(evidence) is not null) return [];
        var measured = TailGroupsJudge.Measure(this, evidence);
        return
        [
            .. retention is null ? [] : new[] { TailGroupsJudge.Mass(retention, need.Column, measured, evidence.UnitWord) },
            .. presence is null ? [] : new[] { TailGroupsJudge.Presence(presence, need.Column, measured) },
            .. upsample is null ? [] : new[] { upsample.Judge(need.Column, measured, evidence.UnitWord) },
        ];
    }

    private void AskShare(PlanAsk ask, TailGroup group, Fraction kept)
    {
        var share = kept * new Fraction(group.Baseline * group.Amount, TailGroup.Parts * Reference!.Amount);
        var asked = new Fraction((share * new Fraction(ShareParts, 1)).Ceiling(), ShareParts);
        if (asked == Fraction.Zero) return;
        var limit = new ShareLimit(retention!.Code, retention.Name, retention.Place, Sense.AtLeast, asked, null, Soft: false);
        limit.Ask(ask, s => GroupOf(s) == group.Name, need.Column.Called(group.Name), "other text", group.Name);
    }

    /// <summary>As much as the largest mix that the budget allows is expected to hold; a smaller one is judged by less.</summary>
    private void AskRecords(PlanAsk ask, TailGroup group, Fraction there)
    {
        if (budget?.Max is not { } most) return;
        var largest = ask.Strata.Select(s => s.Largest).DefaultIfEmpty().Max();
        var expected = Reference!.Expected(group, (BigInteger)most + largest);
        var needed = TailGroupsJudge.Needed(there, expected);
        if (needed.IsZero) return;
        ask.Records(presence!.Code, presence.Name, presence.Place, s => GroupOf(s) == group.Name, (long)needed, $"records of {need.Column.Called(group.Name)}");
    }
}
