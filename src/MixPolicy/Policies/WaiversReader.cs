using System.Globalization;
using MixPolicy.Diagnostics;

namespace MixPolicy.Policies;

/// <summary>Reads <c>waivers</c>: all keys but <c>subject</c> are required, since an exception that nobody owns is a hole.</summary>
internal static class WaiversReader
{
    private static readonly string[] Required = ["rule", "limit", "expires", "owner", "approved_by", "ticket", "reason"];

    /// <summary>Limits on amounts of the mix: a waiver's is then a fraction too.</summary>
    private static readonly HashSet<string> Fractions = new(StringComparer.Ordinal)
    {
        Codes.SourceFraction, Codes.FreshHuman, Codes.HumanFraction, Codes.SyntheticFraction, Codes.SyntheticKind, Codes.SyntheticGenerator,
        Codes.RepetitionMass, Codes.GroupFloor, Codes.GroupCap, Codes.CopyFraction, Codes.NearDuplicates, Codes.EffectiveTexts, Codes.BestOf,
        Codes.TailPresence, Codes.TailWordPresence,
    };

    /// <summary>What stays out whatever anybody allows: a takedown is not the policy's to lift, and a missing group or budget is no limit to loosen.</summary>
    private static readonly HashSet<string> Never = new(StringComparer.Ordinal) { Codes.TakenDown, Codes.GroupMissing, Codes.BudgetMissed };

    /// <summary>The waivers that can stand, in the policy's order.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="asOf">Whether the policy has a date to count from.</param>
    /// <param name="diagnostics">Gets findings.</param>
    public static IReadOnlyList<Waiver> Read(MapReader policy, bool asOf, DiagnosticBag diagnostics)
    {
        if (policy.HasNull("waivers") || policy.Maps("waivers") is not { Count: > 0 } stated) return [];
        if (!asOf) policy.Report(Codes.MissingKey, policy.KeyPlace("waivers"), "'waivers' expire, so the policy needs 'as_of', e.g. as_of: 2026-11-01");
        var waivers = stated.Select(Read).OfType<Waiver>().ToList();
        foreach (var same in waivers.GroupBy(w => (w.Rule.Value, w.Subject)).Where(g => g.Count() > 1))
        {
            foreach (var other in same.Skip(1))
            {
                diagnostics.Warn(
                    Codes.WaiversOverlap, other.Place,
                    $"a waiver for {other.Rule.Value}{(other.Subject is null ? "" : $" [{other.Subject}]")} stands on line {same.First().Place.Line} already: of two that hold at once the one that goes further decides",
                    "keep one of them");
            }
        }

        return waivers;
    }

    private static Waiver? Read(MapReader map)
    {
        foreach (var key in Required.Where(key => !map.Has(key)))
        {
            map.Report(Codes.MissingKey, map.Place, $"{map.Path} lacks '{key}': a waiver says {string.Join(", ", Required)}", $"add {key}");
        }

        var rule = Rule(map);
        var subject = map.Text("subject");
        var limit = rule is { } code && !Fractions.Contains(code.Value) ? map.Factor("limit", Fraction.Zero) : map.Fraction("limit");
        var expires = Expires(map);
        var (owner, approved, ticket, reason) = (Said(map, "owner"), Said(map, "approved_by"), Said(map, "ticket"), Said(map, "reason"));
        map.Finish();
        return rule is null || limit is null || expires is null || owner is null || approved is null || ticket is null || reason is null
            ? null
            : new Waiver(map.Place, rule.Value, subject?.Value, limit.Value, expires.Value, owner, approved, ticket, reason);
    }

    private static Located<string>? Rule(MapReader map)
    {
        if (map.Text("rule") is not { } rule) return null;
        var known = Catalogue.Entries.Where(e => e.Code.StartsWith("MIX03", StringComparison.Ordinal) && e.Severity == Severity.Violation && !Never.Contains(e.Code)).Select(e => e.Code).ToList();
        if (known.Contains(rule.Value)) return rule;
        var fault = Catalogue.Find(rule.Value) is { } other
            ? $"which cannot be waived ({other.Title.ToLowerInvariant()})"
            : $"which is no code.{Spelling.DidYouMean(rule.Value, known)}";
        map.Report(
            Codes.UnknownWord, rule.Place, $"'{map.Name("rule")}' is {Shown.Quote(rule.Value)}, {fault} Waived can be the limits of rules and of the mix: {known[0]} to {known[^1]}, see dotnet mixpolicy explain");
        return null;
    }

    private static Located<DateTime>? Expires(MapReader map)
    {
        if (map.Text("expires") is not { } text) return null;
        if (DateTime.TryParseExact(
            text.Value, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return new(instant, text.Place);
        }

        var hint = IsoDate.LooksLikeDate(text.Value) ? $" Write {Shown.Short(text.Value)}T00:00:00Z, the first instant at which it no longer holds." : "";
        map.Report(Codes.WrongType, text.Place, $"'{map.Name("expires")}' must be an instant in UTC such as 2026-12-01T00:00:00Z; found {Shown.Quote(text.Value)}.{hint}");
        return null;
    }

    private static string? Said(MapReader map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (!string.IsNullOrWhiteSpace(text.Value)) return text.Value;
        map.Report(Codes.OutOfRange, text.Place, $"'{map.Name(key)}' is empty: say it");
        return null;
    }
}
