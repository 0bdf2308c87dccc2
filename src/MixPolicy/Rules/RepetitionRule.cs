using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>repetition</c>: how often one text is seen, counted over all records and sources that hold it. Four times is as good as new data,
/// sixteen is worth nothing more (Muennighoff et al., JMLR 26, 2025; arXiv 2305.16264).
/// </summary>
internal sealed partial class RepetitionRule(Place place, CountLimit? times, ShareLimit? aboveFour, EffectiveLimit? effective) : IRule
{
    private const string AboveFour = "text seen more than 4 times";
    private const string UpToFour = "text seen at most 4 times";

    private static readonly string[] Limits = ["warn_above", "fail_above", "max_fraction_above_4", .. EffectiveLimit.Keys];

    /// <inheritdoc/>
    public string Key => "repetition";

    /// <inheritdoc/>
    public Place Place => place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes => [];

    /// <summary>Reads the rule; needs at least one limit.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var warn = map.Count("warn_above", min: 1);
        var fail = map.Count("fail_above", min: 1);
        var mass = map.Fraction("max_fraction_above_4");
        var effective = EffectiveLimit.Read(map);
        var soft = ShareLimits.ReadSoft(map);
        if (!Limits.Any(map.Has)) ShareLimits.ReportNone(map, Limits);

        if (warn is { } w && fail is { } f && w.Value > f.Value)
        {
            map.Report(
                Codes.Inconsistent,
                w.Place,
                $"{map.Path}.warn_above must be at or below fail_above{TwoFiles.Where(w.Place, f.Place)}, or it could never warn first",
                TwoFiles.Remedies(w.Place, f.Place, "warn_above", "fail_above"));
        }

        map.Finish();
        var name = fail is null ? "warn_above" : "fail_above";
        var times = (fail ?? warn) is { } first
            ? new CountLimit(Codes.Repetition, $"{map.Path}.{name}", first.Place, Sense.AtMost, fail?.Value, warn?.Value, soft, "times")
            : null;
        var aboveFour = mass is { } m
            ? new ShareLimit(Codes.RepetitionMass, $"{map.Path}.max_fraction_above_4", m.Place, Sense.AtMost, m.Value, null, soft)
            : null;
        return times is null && aboveFour is null && effective is null ? null : new RepetitionRule(map.Place, times, aboveFour, effective);
    }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) => null;

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        var counts = evidence.Repetitions.ByTimes;
        if (times is not null)
        {
            var most = counts.Count == 0 ? 0 : counts[^1].Times;
            var failed = most > times.Limit;
            var crossed = (failed ? times.Limit : times.WarnLimit ?? times.Limit)!.Value;
            var texts = counts.Where(c => c.Times > crossed).Sum(c => c.Texts);
            yield return times.Judge(
                most, $"the most repeated text is seen {Figures.Of(most)} times ({Figures.Of(texts)} texts are seen more than {Figures.Of(crossed)} times)",
                ["lower max_repetition_factor", "drop exact duplicates from the sources", $"raise {(failed ? times.Name : times.Name.Replace("fail_above", "warn_above", StringComparison.Ordinal))}"]);
        }

        if (aboveFour is not null)
        {
            var mass = counts.Where(c => c.Times > 4).Aggregate(BigInteger.Zero, (sum, c) => sum + c.Amount);
            yield return aboveFour.Judge(mass, evidence.Total, evidence.UnitWord, AboveFour, UpToFour);
        }

        if (effective is not null) yield return effective.Judge(counts);
    }
}
