using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>human</c>: a share of the mix, and a number of distinct records, must be human (<c>human</c> and <c>human_edited</c>).
/// Evidence for the count: Kazdan et al., arXiv 2410.16713.
/// </summary>
internal sealed class HumanRule(Place place, ShareLimit? fraction, CountLimit? records) : IRule
{
    private const string Group = "human text";
    private const string Others = "text that is not human";

    /// <inheritdoc/>
    public string Key => "human";

    /// <inheritdoc/>
    public Place Place => place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes => [];

    /// <summary>Reads the rule; needs at least one limit.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var fraction = ShareLimits.Read(map, Codes.HumanFraction, "min_fraction", "warn_below", Sense.AtLeast);
        var count = map.Count("min_records", min: 1);
        var soft = ShareLimits.ReadSoft(map);
        if (!map.Has("min_fraction") && !map.Has("warn_below") && !map.Has("min_records"))
        {
            ShareLimits.ReportNone(map, "min_fraction", "warn_below", "min_records");
        }

        map.Finish();
        var records = count is { } c
            ? new CountLimit(Codes.HumanRecords, $"{map.Path}.min_records", c.Place, Sense.AtLeast, c.Value, null, soft, "records")
            : null;
        return fraction is null && records is null ? null : new HumanRule(map.Place, fraction, records);
    }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) => null;

    /// <inheritdoc/>
    public void Ask(PlanAsk ask)
    {
        fraction?.Ask(ask, s => s.Origin.IsHuman(), Group, Others);
        if (records is { Limit: { } least, Soft: false })
        {
            ask.Records(records.Code, records.Name, records.Place, s => s.Origin.IsHuman(), (long)ask.Waived(records.Code, null, new Fraction(least, 1), Sense.AtLeast).Ceiling(), "human records");
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        if (fraction is not null)
        {
            yield return UnknownOrigins.Explain(
                fraction.Judge(evidence.Amount(c => c.IsHuman), evidence.Total, evidence.UnitWord, Group, Others), evidence);
        }

        if (records is not null)
        {
            var count = evidence.Records(c => c.IsHuman);
            yield return records.Judge(
                count, $"the mix holds {Figures.Of(count)} distinct human records",
                [$"add {Figures.Of(records.Limit!.Value - count)} human records, or raise the budget so that more of those at hand are taken"]);
        }
    }
}
