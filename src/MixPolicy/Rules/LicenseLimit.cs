using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Rules;

/// <summary>Which licences the mix may hold, as SPDX expressions. A record that names no licence is refused: unknown is not allowed.</summary>
/// <param name="Name">The limit by its path in the policy.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Allow">Licence ids, or <c>id WITH exception</c>; null when everything is allowed that is not denied.</param>
/// <param name="Deny">Licence ids; empty when none.</param>
/// <param name="Soft">True when <c>severity: warn</c> turns a violation into a warning.</param>
internal sealed record LicenseLimit(string Name, Place Place, IReadOnlySet<string>? Allow, IReadOnlySet<string> Deny, bool Soft)
{
    /// <summary>Reads <c>licenses: { allow: [..], deny: [..] }</c>; null when absent or wrong (then reported).</summary>
    public static LicenseLimit? Read(MapReader rule)
    {
        if (rule.Map("licenses") is not { } map) return null;
        var allow = map.Texts("allow");
        var deny = map.Texts("deny");
        if (!map.Has("allow") && !map.Has("deny")) ShareLimits.ReportNone(map, "allow", "deny");
        map.Finish();
        foreach (var id in (allow ?? []).Concat(deny ?? []))
        {
            if (!SpdxExpression.IsSimple(id.Value))
            {
                map.Report(Codes.UnknownWord, id.Place, $"'{id.Value}' is not one SPDX licence id; list the ids one by one, e.g. [ MIT, Apache-2.0 ]");
            }
        }

        return allow is null && deny is null ? null : new LicenseLimit(map.Path, map.Place, allow is null ? null : Ids(allow), Ids(deny ?? []), Soft: false);
    }

    /// <summary>No record without one that is allowed.</summary>
    public CountLimit Count => new(Codes.LicenseRefused, Name, Place, Sense.AtMost, 0, null, Soft, "records");

    /// <summary>Whether a record's licence expression may be in the mix: some alternative of it (OR) has all its licences (AND) allowed.</summary>
    public bool Allows(string? license) => license is not null && SpdxExpression.Holds(license, id => !Denies(id) && Allow?.Contains(id) != false);

    /// <summary>Judges the recounted manifest; names the refused licences that hold most records.</summary>
    public Verdict Judge(Evidence evidence)
    {
        var refused = evidence.Classes.Where(c => !Allows(evidence.Schema.Value(c.Class, "license"))).ToList();
        var records = refused.Sum(c => c.Records);
        var worst = refused
            .GroupBy(c => evidence.Schema.Value(c.Class, "license") ?? "none declared", StringComparer.Ordinal)
            .Select(g => (License: g.Key, Records: g.Sum(c => c.Records)))
            .OrderByDescending(g => g.Records).ThenBy(g => g.License, StringComparer.Ordinal)
            .Take(5)
            .Select(g => $"{Shown.Short(g.License)} ({Figures.Of(g.Records)})");
        return Count.Judge(
            records,
            $"{Figures.Of(records)} records of the mix have a licence that the policy does not allow" + (records > 0 ? $": {string.Join(", ", worst)}" : ""),
            ["leave those records out", $"add the licence to {Name}.allow if you may use it", "map or tag license where none is declared"]);
    }

    /// <summary>A denied licence stays denied with whatever a record adds to its name: an exception (WITH) or "or later" (+).</summary>
    private bool Denies(string id)
    {
        var bare = id.Split(' ')[0];
        return Deny.Contains(id) || Deny.Contains(bare) || Deny.Contains(bare.TrimEnd('+'));
    }

    private static HashSet<string> Ids(IEnumerable<Located<string>> ids) => new(ids.Select(i => i.Value), StringComparer.OrdinalIgnoreCase);
}
