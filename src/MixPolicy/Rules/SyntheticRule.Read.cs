using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>How the rule is read.</summary>
internal sealed partial class SyntheticRule
{
    private static readonly string[] LimitKeys =
        ["max_fraction", "warn_above", "max_depth", "max_fraction_by_kind", "max_fraction_by_generator", "require_decoding"];

    /// <summary>Reads the rule; needs at least one limit.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var whole = ShareLimits.Read(map, Codes.SyntheticFraction, "max_fraction", "warn_above", Sense.AtMost);
        var depth = map.Count("max_depth", max: int.MaxValue);
        var kinds = map.Fractions("max_fraction_by_kind");
        var generator = map.Fraction("max_fraction_by_generator");
        var decoding = map.Flag("require_decoding");
        var soft = ShareLimits.ReadSoft(map);
        var idle = new[] { decoding is { Value: false } ? "require_decoding" : null, kinds is { Count: 0 } ? "max_fraction_by_kind" : null };
        if (LimitKeys.Where(map.Has).All(idle.Contains)) ShareLimits.ReportNone(map, LimitKeys);
        foreach (var same in (kinds ?? []).GroupBy(k => k.Key.Value, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            map.Report(Codes.Inconsistent, same.Last().Key.Place, $"kinds compare without case, so '{same.Last().Key.Value}' and '{same.First().Key.Value}' are one kind; keep one of them");
        }

        map.Finish();
        return new SyntheticRule(
            map.Place,
            whole,
            depth is { } d ? new CountLimit(Codes.SyntheticDepth, $"{map.Path}.max_depth", d.Place, Sense.AtMost, d.Value, null, soft, "models") : null,
            new SortedDictionary<string, ShareLimit>(
                (kinds ?? []).DistinctBy(k => k.Key.Value, StringComparer.OrdinalIgnoreCase).ToDictionary(
                    k => k.Key.Value,
                    k => new ShareLimit(
                        Codes.SyntheticKind, $"{map.Path}.max_fraction_by_kind.{k.Key.Value}", k.Value.Place, Sense.AtMost, k.Value.Value, null, soft),
                    StringComparer.OrdinalIgnoreCase),
                StringComparer.OrdinalIgnoreCase),
            generator is { } g
                ? new ShareLimit(Codes.SyntheticGenerator, $"{map.Path}.max_fraction_by_generator", g.Place, Sense.AtMost, g.Value, null, soft)
                : null,
            decoding is { Value: true } required
                ? new CountLimit(Codes.SyntheticDecoding, $"{map.Path}.require_decoding", required.Place, Sense.AtMost, 0, null, soft, "records")
                : null);
    }
}
