using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Gauges;
using MixPolicy.Numbers;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>diversity</c>: how varied the mix's texts are beside human text. Gates on one thing alone, what human text that was held out costs a model of
/// the mix more than a model of human text; the other gauges are shown, since they move with sample size, order and length, and some move the wrong
/// way first (measured by us; MIX0342). Nothing of it is linear in the amounts, so the planner is asked for nothing.
/// </summary>
internal sealed class DiversityRule(Place place, IReadOnlyList<string> by, CostLimit? all, CostLimit? rare, bool soft) : IRule
{
    private static readonly string[] NeverGates =
        ["mtld", "hill", "ttr", "gzip", "compression", "distinct", "distinct_1", "distinct_2", "distinct_3", "distinct_n", "entropy", "self_bleu", "self_repetition", "vendi"];

    /// <inheritdoc/>
    public string Key => "diversity";

    /// <inheritdoc/>
    public Place Place => place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes { get; } = [.. by.Select(attribute => new AttributeUse(attribute, NeedsValue: true))];

    /// <inheritdoc/>
    public IReadOnlyList<ITextGathering> Gatherings { get; } = [new TextSampling()];

    /// <summary>Reads the rule; needs at least one limit.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var by = map.Texts("by");
        var soft = ShareLimits.ReadSoft(map);
        var all = CostLimit.Read(map, "cross_entropy", soft);
        var rare = CostLimit.Read(map, "rare_cross_entropy", soft);
        foreach (var key in NeverGates)
        {
            map.Refuse(key, "never gates: it moves with sample size, order or length, and in a collapse some such gauges first move the wrong way. It is shown in the report; gate on cross_entropy or rare_cross_entropy.");
        }

        if (!map.Has("cross_entropy") && !map.Has("rare_cross_entropy")) ShareLimits.ReportNone(map, "cross_entropy", "rare_cross_entropy");
        map.Finish();
        foreach (var attribute in by ?? []) Policies.Attributes.Check(map, attribute);
        return all is null && rare is null
            ? null
            : new DiversityRule(map.Place, [.. (by ?? []).Select(a => a.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], all, rare, soft);
    }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) => null;

    /// <inheritdoc/>
    public void Ask(PlanAsk ask)
    {
    }

    /// <inheritdoc/>
    public NotJudged? CannotJudge(Evidence evidence)
    {
        var hard = !soft && (all?.Limit is not null || rare?.Limit is not null);
        if (evidence.Gauges is not { } gauges) return new NotJudged("the texts of this mix are not at hand: a manifest does not hold them", hard, "build the mix from its sources");
        return gauges.All.IsEnough && (rare is null || gauges.Rare.Words > 0) ? null : new NotJudged(
            $"{Figures.Of(gauges.All.Fit)} words of the mix and {Figures.Of(gauges.All.Words)} of human text are too few to compare; at least {Figures.Of(HeldOutCost.LeastFit)} and {Figures.Of(HeldOutCost.LeastWords)} are needed",
            hard,
            "add human text, or leave rules.diversity out for a pool this small");
    }

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        if (CannotJudge(evidence) is not null) yield break;
        var gauges = evidence.Gauges!;
        if (all is not null) yield return all.Judge(gauges.All, "human text");
        if (rare is not null) yield return rare.Judge(gauges.Rare, "the rare words of human text");
        foreach (var (subject, texts) in new[] { ("mix", gauges.Mix), ("human", gauges.Human) })
        {
            for (var n = 1; n <= texts.Distinct.Count; n++) yield return Gauge($"distinct_{n}", subject, texts.Distinct[n - 1].Different, texts.Distinct[n - 1].All);
            yield return Gauge("shared_4_grams", subject, texts.Repeated.Shared, texts.Repeated.All);
            yield return Gauge("unseen_mass", subject, texts.Hapaxes, texts.Words);
            yield return Gauge("compression", subject, texts.Bytes.Plain, texts.Bytes.Compressed);
        }

        foreach (var gauge in evidence.Inheritance?.Ancestry.Parent?.Gauges ?? [])
        {
            yield return Gauge(gauge.Name["rules.diversity.".Length..], "parent", gauge.Part, gauge.Whole);
        }

        foreach (var attribute in by)
        {
            var groups = evidence.Classes.GroupBy(c => evidence.Schema.Value(c.Class, attribute) ?? "", StringComparer.Ordinal)
                .Select(g => g.Aggregate(BigInteger.Zero, (sum, c) => sum + c.Amount)).ToList();
            yield return Gauge("entropy", attribute, FixedLog2.Entropy(groups), groups.Count > 1 ? FixedLog2.Of((UInt128)groups.Count) : 1);
        }
    }

    private Verdict Gauge(string name, string subject, BigInteger part, BigInteger whole) => new(
        Codes.Diversity, $"rules.diversity.{name}", place, Sense.AtLeast, part, BigInteger.Max(whole, 1), null, null, Outcome.Satisfied, 0, "words", subject,
        $"{name} of {subject} is {new Fraction(part, BigInteger.Max(whole, 1)).ToDecimal(4)}", []);
}
