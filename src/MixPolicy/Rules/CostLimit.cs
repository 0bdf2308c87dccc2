using MixPolicy.Diagnostics;
using MixPolicy.Gauges;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>A failing and a warning limit on how much more human words cost under a model of the mix, in bits a word.</summary>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Limit">The failing limit; null when only a warning is asked for.</param>
/// <param name="WarnLimit">The warning limit; null when there is none.</param>
/// <param name="Soft">True when <c>severity: warn</c> turns a violation into a warning.</param>
internal sealed record CostLimit(string Name, Place Place, Fraction? Limit, Fraction? WarnLimit, bool Soft)
{
    /// <summary>Reads <c>{ max_rise: 0.5, warn_above: 0.2 }</c>; null when it is not there or wrong (then reported).</summary>
    public static CostLimit? Read(MapReader rule, string key, bool soft)
    {
        if (rule.Map(key) is not { } map) return null;
        var fail = map.Factor("max_rise", Fraction.Zero);
        var warn = map.Factor("warn_above", Fraction.Zero);
        if (!map.Has("max_rise") && !map.Has("warn_above")) ShareLimits.ReportNone(map, "max_rise", "warn_above");
        map.Finish();
        if (fail is { } f && warn is { } w && w.Value > f.Value)
        {
            map.Report(Codes.Inconsistent, w.Place, $"{map.Path}.warn_above must lie at or below max_rise, or it could never warn before the failing limit does");
        }

        return (fail ?? warn) is { } first
            ? new CostLimit($"{map.Path}.{(fail is null ? "warn_above" : "max_rise")}", first.Place, fail?.Value, warn?.Value, soft)
            : null;
    }

    /// <summary>Judges what was measured; a fall counts as no rise.</summary>
    public Verdict Judge(HeldOutCost cost, string what)
    {
        var rise = cost.Rise;
        var failed = Limit is { } limit && rise > limit;
        var warned = WarnLimit is { } warn && rise > warn;
        var crossed = failed ? Limit : warned ? WarnLimit : null;
        var message = $"{what} that was held out costs {cost.PerWordByMix.ToDecimal(3)} bits a word for a model of the mix and {cost.PerWordByHuman.ToDecimal(3)} for a model of as much human text ({Figures.Of(cost.Fit)} words)";
        if (crossed is { } passed)
        {
            message += $": {rise.ToDecimal(Figures.Decimals(rise, passed, 3))} more; the policy {(failed ? "allows at most" : "warns above")} {passed.ToDecimal(Figures.Decimals(rise, passed, 3))}; over by {(rise - passed).ToDecimal(3)} bits a word";
        }

        return new Verdict(
            Codes.Diversity, Name, Place, Sense.AtMost, rise.Numerator, rise.Denominator, Limit, WarnLimit,
            failed && !Soft ? Outcome.Violated : failed || warned ? Outcome.Warned : Outcome.Satisfied,
            crossed is null ? 0 : 1, "bits", null, message,
            crossed is null ? [] : ["raise the human share (rules.human.min_fraction)", "replace synthetic text that was decoded with top_p or temperature below 1", $"raise {Name}"]);
    }
}
