using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Reads a pair of limits, failing and warning, from a rule.</summary>
internal static class ShareLimits
{
    /// <summary>Reads both keys and <c>severity</c>; null when neither limit is there or one is wrong (then reported).</summary>
    /// <param name="map">The rule.</param>
    /// <param name="code">The finding that breaking the limit raises.</param>
    /// <param name="failKey">Key of the failing limit.</param>
    /// <param name="warnKey">Key of the warning limit.</param>
    /// <param name="sense">Which way both bind.</param>
    public static ShareLimit? Read(MapReader map, string code, string failKey, string warnKey, Sense sense)
    {
        var fail = map.Fraction(failKey);
        var warn = map.Fraction(warnKey);
        var soft = ReadSoft(map);
        if (fail is { } f && warn is { } w && (sense == Sense.AtLeast ? w.Value < f.Value : w.Value > f.Value))
        {
            var side = sense == Sense.AtLeast ? "at or above" : "at or below";
            map.Report(
                Codes.Inconsistent,
                w.Place,
                $"{map.Path}.{warnKey} must lie {side} {failKey}{TwoFiles.Where(w.Place, f.Place)}, or it could never warn before the failing limit does",
                TwoFiles.Remedies(w.Place, f.Place, warnKey, failKey));
            return null;
        }

        if (fail is null && warn is null) return null;
        var place = (fail ?? warn)!.Value.Place;
        return new ShareLimit(code, $"{map.Path}.{(fail is null ? warnKey : failKey)}", place, sense, fail?.Value, warn?.Value, soft)
        {
            WarnName = $"{map.Path}.{warnKey}",
        };
    }

    /// <summary>Whether <c>severity: warn</c> softens the rule; <c>fail</c> is the default.</summary>
    public static bool ReadSoft(MapReader map) => map.Word("severity", ["fail", "warn"])?.Value == "warn";

    /// <summary>Reports a rule that states no limit: a gate that checks nothing must not pass.</summary>
    public static void ReportNone(MapReader map, params string[] keys) =>
        map.Report(Codes.MissingKey, map.Place, $"{map.Path} states no limit; give at least one of: {string.Join(", ", keys)}");
}
