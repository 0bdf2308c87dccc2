using System.Globalization;
using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>fresh_human</c>: a share of the mix must be human text collected within a window before <c>as_of</c>. Fresh human data bounds the
/// error of repeated training (Alemohammad et al., arXiv 2307.01850; He, Xu, Cheng, arXiv 2502.18049).
/// </summary>
internal sealed class FreshHumanRule(Place place, FreshWindow window, ShareLimit limit) : IRule
{
    /// <inheritdoc/>
    public string Key => "fresh_human";

    /// <inheritdoc/>
    public Place Place => place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes => [];

    /// <inheritdoc/>
    public FreshWindow Window => window;

    /// <summary>Reads the rule; needs <c>within</c>, <c>as_of</c> and at least one limit.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var within = map.Days("within");
        var limits = ShareLimits.Read(map, Codes.FreshHuman, "min_fraction", "warn_below", Sense.AtLeast);
        if (!map.Has("within")) map.Report(Codes.MissingKey, map.Place, $"{map.Path} needs 'within': how old human text may be and still be fresh, e.g. within: 180d");
        if (!context.AsOfGiven) map.Report(Codes.MissingKey, map.Place, $"{map.Path} counts time, so the policy needs 'as_of', e.g. as_of: 2026-11-01");
        if (limits is null && !map.Has("min_fraction") && !map.Has("warn_below")) ShareLimits.ReportNone(map, "min_fraction", "warn_below");
        map.Finish();
        if (within is not { } days || context.AsOf is not { } asOf || limits is null) return null;
        if (days.Value >= asOf.DayNumber)
        {
            map.Report(Codes.OutOfRange, days.Place, $"{map.Path}.within reaches back before the year 1");
            return null;
        }

        return new FreshHumanRule(map.Place, new FreshWindow(asOf.AddDays(-days.Value), asOf), limits);
    }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) => !record.IsHuman ? null : record.Fresh == true ? "fresh" : "not-fresh";

    /// <inheritdoc/>
    public string? Facet(RecordFact fact) => fact.IsSeenBefore ? "seen-before" : null;

    /// <inheritdoc/>
    public void Ask(PlanAsk ask) => limit.Ask(ask, s => s.Sample.Fresh == true && !s.Fact.IsSeenBefore, Group, Others);

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        // In a chain, what the parent trained on is not fresh, whatever its date: the same human text again and again helps less than new one.
        var seen = evidence.Inheritance?.SeenFresh ?? BigInteger.Zero;
        var group = evidence.Inheritance?.Ancestry.Parent is null ? Group : $"{Group} and absent from the parent's manifest";
        var verdict = limit.Judge(evidence.Amount(c => c.Fresh == true) - seen, evidence.Total, evidence.UnitWord, group, Others);
        yield return seen.IsZero ? verdict
            : verdict with { Message = $"{verdict.Message}; {Figures.Of(seen)} {verdict.Unit} more have such a date, but the parent's manifest holds their text" };
    }

    private const string Others = "other text";

    private string Group => string.Create(
        CultureInfo.InvariantCulture, $"human text collected from {window.First:yyyy-MM-dd} to {window.Last:yyyy-MM-dd}");
}
