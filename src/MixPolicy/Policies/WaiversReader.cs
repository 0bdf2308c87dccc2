using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Waivers;

namespace MixPolicy.Policies;

/// <summary>Reads <c>waivers</c>: every fault of every waiver at its place. Whether one is needed, or still counts, is for the judge to say.</summary>
internal static class WaiversReader
{
    private const string Key = "waivers";
    private const string Instant = "an instant in UTC such as 2026-12-01T00:00:00Z";
    private static readonly string[] Required = ["rule", "limit", "expires", "owner", "approved_by", "ticket", "reason"];

    /// <summary>The waivers that can stand, in the policy's order.</summary>
    /// <param name="policy">The whole policy.</param>
    /// <param name="hasDay">Whether there is a day that ages are counted from.</param>
    public static IReadOnlyList<Waiver> Read(MapReader policy, bool hasDay)
    {
        if (!policy.Has(Key) || policy.HasNull(Key) || policy.Maps(Key) is not { } maps) return [];
        if (maps.Count > 0 && !hasDay)
        {
            policy.Report(Codes.MissingKey, policy.KeyPlace(Key), "'waivers' count time, so the policy needs 'as_of', e.g. as_of: 2026-11-01");
        }

        return [.. maps.Select(ReadOne).OfType<Waiver>()];
    }

    private static Waiver? ReadOne(MapReader map)
    {
        var missing = Required.Where(key => !map.Has(key) || map.HasNull(key)).ToList();
        if (missing.Count > 0)
        {
            map.Report(
                Codes.MissingKey, map.Place,
                $"'{map.Path}' lacks {string.Join(", ", missing.Select(m => $"'{m}'"))}: a waiver says which rule it is of, what must hold all the same, until when, who owns it, who approved it, where it is tracked and why.");
        }

        var limit = ReadRule(map);
        var subject = Text(map, "subject");
        var bound = map.HasNull("limit") ? null : ReadLimit(map, limit);
        var expires = map.HasNull("expires") ? null : ReadExpires(map);
        var (owner, approver, ticket, reason) = (Text(map, "owner"), Text(map, "approved_by"), Text(map, "ticket"), Text(map, "reason"));
        map.Finish();
        if (limit is not null && subject is { } named) CheckSubject(map, limit, named);
        return limit is null || bound is null || expires is null || owner is null || approver is null || ticket is null || reason is null
            ? null
            : new Waiver(
                map.Place, new(limit.Code, map.Node("rule")!.Place), subject?.Value, bound.Value, expires.Value, owner.Value.Value, approver.Value.Value, ticket.Value.Value,
                reason.Value.Value);
    }

    private static WaivableLimit? ReadRule(MapReader map)
    {
        if (map.HasNull("rule") || map.Text("rule") is not { } rule) return null;
        if (WaivableLimits.Find(rule.Value) is { } limit) return limit;
        if (Catalogue.Find(rule.Value) is { } known)
        {
            map.Report(Codes.WaiverNotPossible, rule.Place, $"'{map.Name("rule")}': {known.Code} ({known.Title}) {WaivableLimits.WhyNot(known.Code)}.");
            return null;
        }

        var nearest = NearestWord.To(Catalogue.Normalize(rule.Value), WaivableLimits.All.Select(l => l.Code));
        map.Report(
            Codes.WaiverUnknownRule, rule.Place,
            $"'{map.Name("rule")}' must be the code of the finding that it lets pass, such as MIX0302; there is no {Shown.Quote(rule.Value)}.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}");
        return null;
    }

    private static Located<Fraction>? ReadLimit(MapReader map, WaivableLimit? limit)
    {
        var read = limit?.Measure switch
        {
            // The rule is wrong, which was said: of the limit no more can be told than whether it is a number.
            null or WaiverMeasure.Bits => map.Factor("limit", Fraction.Zero),
            WaiverMeasure.Share => map.Fraction("limit"),
            WaiverMeasure.Factor => map.Factor("limit", Fraction.One),
            WaiverMeasure.ShareOrCount when map.Node("limit") is YamlScalar { Text: var text } && text.Contains('.', StringComparison.Ordinal) => map.Fraction("limit"),
            _ => map.Count("limit") is { } count ? new Located<Fraction>(new Fraction(count.Value, 1), count.Place) : null,
        };
        if (read is not { } bound || limit is null) return read;
        var sense = limit.SenseOf(bound.Value);
        var isOff = sense == Sense.AtLeast ? bound.Value == Fraction.Zero : limit.Measure == WaiverMeasure.Share && bound.Value == Fraction.One;
        if (!isOff) return read;
        map.Report(
            Codes.WaiverUnbounded, bound.Place,
            $"'{map.Name("limit")}' is {NumberText.Plain(bound.Value)}, which any mix meets: a waiver is bounded. Write the {(sense == Sense.AtLeast ? "least" : "most")} that {limit.Code} may come to while it counts, or soften the rule with severity: warn.");
        return null;
    }

    private static Located<DateTime>? ReadExpires(MapReader map)
    {
        if (map.Text("expires") is not { } text) return null;
        if (DateTime.TryParseExact(
            text.Value, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return new(instant, text.Place);
        }

        var hint = IsoDate.LooksLikeDate(text.Value) && IsoDate.IsDateOrInstant(text.Value)
            ? $" A day alone does not say when it ends, nor where: write {text.Value}T00:00:00Z, from which instant on the waiver no longer counts."
            : IsoDate.IsDateOrInstant(text.Value) ? " Write it in UTC and whole seconds, with a Z at the end: YYYY-MM-DDThh:mm:ssZ."
            : " Write year, month, day, hour, minute and second: YYYY-MM-DDThh:mm:ssZ.";
        map.Report(Codes.WaiverExpiry, text.Place, $"'{map.Name("expires")}' must be {Instant}; found {Shown.Quote(text.Value)}.{hint}");
        return null;
    }

    /// <summary>Text that says something; missing text is reported with all that is missing.</summary>
    private static Located<string>? Text(MapReader map, string key)
    {
        if (map.HasNull(key) || map.Text(key) is not { } text) return null;
        if (!string.IsNullOrWhiteSpace(text.Value)) return text;
        map.Report(Codes.MissingKey, text.Place, $"'{map.Name(key)}' is empty: {(key == "subject" ? "name whom the waiver is about, or remove the key" : "a waiver that nobody can ask about is none")}.");
        return null;
    }

    private static void CheckSubject(MapReader map, WaivableLimit limit, Located<string> subject)
    {
        var fault = limit.Subjects switch
        {
            WaiverSubjects.None => $"{limit.Code} is about the whole mix and has no subjects",
            WaiverSubjects.Worst => $"{limit.Code} is judged by its worst {limit.What}, so that one alone cannot be waived: it would hide the next",
            _ => null,
        };
        if (fault is not null) map.Report(Codes.WaiverSubject, subject.Place, $"'{map.Name("subject")}' is {Shown.Quote(subject.Value)}, but {fault}; remove it.");
    }
}
