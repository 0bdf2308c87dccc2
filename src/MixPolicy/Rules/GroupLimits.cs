using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Reads a pair of mappings of groups to limits, failing and warning.</summary>
internal static class GroupLimits
{
    /// <summary>Both mappings joined by group, in the order written: a group may have a failing limit, a warning limit or both.</summary>
    /// <param name="map">The rule.</param>
    /// <param name="code">The finding that breaking a limit raises.</param>
    /// <param name="failKey">Key of the failing limits.</param>
    /// <param name="warnKey">Key of the warning limits.</param>
    /// <param name="sense">Which way all of them bind.</param>
    public static IReadOnlyList<GroupLimit> Read(MapReader map, string code, string failKey, string warnKey, Sense sense)
    {
        var fails = map.Fractions(failKey) ?? [];
        var warns = map.Fractions(warnKey) ?? [];
        var soft = ShareLimits.ReadSoft(map);
        var limits = new List<GroupLimit>();
        foreach (var group in fails.Concat(warns).Select(l => l.Key.Value).Distinct(StringComparer.Ordinal))
        {
            var (fail, warn) = (Find(fails, group), Find(warns, group));
            if (fail is { } f && warn is { } w && (sense == Sense.AtLeast ? w.Value < f.Value : w.Value > f.Value))
            {
                var side = sense == Sense.AtLeast ? "at or above" : "at or below";
                map.Report(
                    Codes.Inconsistent, w.Place,
                    $"{map.Path}.{warnKey}.{Shown.Short(group)} must lie {side} {failKey}, or it could never warn before the failing limit does");
                continue;
            }

            var (key, place) = fail is { } first ? (failKey, first.Place) : (warnKey, warn!.Value.Place);
            limits.Add(new GroupLimit(group, new ShareLimit(code, $"{map.Path}.{key}.{group}", place, sense, fail?.Value, warn?.Value, soft)
            {
                WarnName = $"{map.Path}.{warnKey}.{group}",
            }));
        }

        return limits;
    }

    private static Located<Fraction>? Find(IReadOnlyList<(Located<string> Key, Located<Fraction> Value)> limits, string group) =>
        limits.Where(l => l.Key.Value == group).Select(l => (Located<Fraction>?)l.Value).FirstOrDefault();
}
