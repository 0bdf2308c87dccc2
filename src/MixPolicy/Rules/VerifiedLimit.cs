using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>Text in scope counts as verified when an accepted verifier stands behind it and its score reaches the least.</summary>
/// <param name="Verifiers">Accepted names, folded; null when the policy does not ask who.</param>
/// <param name="MinScore">The least score; null when the policy asks for none.</param>
/// <param name="Every">The limit where each record must be verified; null where a share of the mix need not be.</param>
/// <param name="Share">The limit on the share of the mix that is in scope and not verified; null for none.</param>
internal sealed record VerifiedLimit(IReadOnlySet<string>? Verifiers, Fraction? MinScore, CountLimit? Every, ShareLimit? Share)
{
    private const string Attribute = "verified_by";
    private const string Score = "score";
    private const string Others = "other text";
    private static readonly char[] Separators = [',', ';'];

    /// <summary>What classes must hold.</summary>
    public IEnumerable<AttributeUse> Uses =>
    [
        .. Verifiers is null ? [] : new[] { new AttributeUse(Attribute, NeedsValue: true) },
        .. MinScore is { } least ? new[] { AttributeUse.AtLeast(Score, least) } : [],
    ];

    /// <summary>Reads <c>by</c>, <c>min_score</c>, <c>max_unverified_fraction</c> and <c>warn_above</c>; null when there is nothing to verify by.</summary>
    public static VerifiedLimit? Read(MapReader map, bool soft)
    {
        var by = map.Texts("by");
        var score = ReadScore(map);
        var share = ShareLimits.Read(map, Codes.Unverified, "max_unverified_fraction", "warn_above", Sense.AtMost);
        if (by is { Count: 0 })
        {
            map.Report(Codes.MissingKey, map.KeyPlace("by"), $"{map.Path}.by is an empty list: nobody could verify anything; name who or what may, e.g. [ human, unit-tests ]");
        }

        if (!map.Has("by") && !map.Has("min_score"))
        {
            if (share is not null) map.Report(Codes.MissingKey, share.Place, $"{share.Name} needs 'by' or 'min_score': what makes text verified");
            return null;
        }

        // A share that only warns leaves open what fails: nothing may.
        var place = map.KeyPlace(map.Has("by") ? "by" : "min_score");
        var name = map.Name(map.Has("by") ? "by" : "min_score");
        var every = share?.Limit is null ? new CountLimit(Codes.Unverified, name, place, Sense.AtMost, 0, null, soft, "records") : null;
        return new VerifiedLimit(by?.Select(b => Kinds.Folded(b.Value)!).ToHashSet(StringComparer.Ordinal), score, every, share);
    }

    /// <summary>Whether a record of the scope is verified.</summary>
    public bool IsVerified(RecordClass record, RecordSchema schema) => HasVerifier(record, schema) && HasScore(record, schema);

    /// <summary>Whether it keeps every record of a class out of the mix.</summary>
    public bool Refuses(RecordClass record, RecordSchema schema, VerificationScope scope) => Every is { Soft: false } && IsBroken(record, schema, scope);

    /// <summary>Leaves text that is not verified out, or bounds its share.</summary>
    public void Ask(PlanAsk ask, VerificationScope scope)
    {
        if (Every is { Soft: false }) ask.LeaveOut(Every, s => IsBroken(s.Sample, ask.Schema, scope));
        Share?.Ask(ask, s => IsBroken(s.Sample, ask.Schema, scope), $"{scope.Text} that is not verified", Others);
    }

    /// <summary>Judges the recounted manifest; says what text that is not verified lacks.</summary>
    public IEnumerable<Verdict> Judge(Evidence evidence, VerificationScope scope)
    {
        var schema = evidence.Schema;
        var broken = evidence.Classes.Where(c => IsBroken(c.Class, schema, scope)).ToList();
        string[] remedies =
        [
            Verifiers is null ? $"map {Score} to the column that holds it" : $"map {Attribute} to the column that names who verified, or tag the source with it",
            "verify those records, or leave them out",
        ];
        if (Every is not null)
        {
            var records = broken.Sum(c => c.Records);
            yield return Every.Judge(records, $"{Figures.Count(records, "record")} of {scope.Text} {(records == 1 ? "is" : "are")} not verified{Why(broken, schema)}", remedies);
        }

        if (Share is null) yield break;
        var amount = broken.Aggregate(System.Numerics.BigInteger.Zero, (sum, c) => sum + c.Amount);
        var verdict = Share.Judge(amount, evidence.Total, evidence.UnitWord, $"{scope.Text} that is not verified", Others);
        yield return verdict.Outcome == Outcome.Satisfied ? verdict : verdict with
        {
            Message = verdict.Message + Why(broken, schema),
            Remedies = [remedies[0], .. verdict.Remedies],
        };
    }

    /// <summary>A decimal of either sign: a reward may be below 0.</summary>
    private static Fraction? ReadScore(MapReader map)
    {
        if (map.Text("min_score") is not { } text) return null;
        if (NumberText.TryDecimal(text.Value, out var value) is null) return value;
        map.Report(Codes.WrongType, text.Place, $"'{map.Name("min_score")}' must be a number such as 0.7; found {Shown.Quote(text.Value)}.");
        return null;
    }

    private bool IsBroken(RecordClass record, RecordSchema schema, VerificationScope scope) => scope.Holds(record, schema) && !IsVerified(record, schema);

    /// <summary>A record may name several verifiers, with commas: one that is accepted suffices.</summary>
    private bool HasVerifier(RecordClass record, RecordSchema schema) =>
        Verifiers is null || schema.Value(record, Attribute)?.Split(Separators).Any(name => Verifiers.Contains(Kinds.Folded(name)!)) == true;

    private bool HasScore(RecordClass record, RecordSchema schema) => MinScore is not { } least || schema.Reaches(record, Score, least) == true;

    private string Why(List<ClassTotal> broken, RecordSchema schema)
    {
        if (broken.Count == 0) return "";
        var reasons = broken
            .GroupBy(c => Reason(c.Class, schema), StringComparer.Ordinal)
            .Select(g => (Reason: g.Key, Records: g.Sum(c => c.Records)))
            .OrderByDescending(g => g.Records).ThenBy(g => g.Reason, StringComparer.Ordinal)
            .Take(5)
            .Select(g => $"{g.Reason} ({Figures.Of(g.Records)})");
        return $": {string.Join(", ", reasons)}";
    }

    private string Reason(RecordClass record, RecordSchema schema)
    {
        if (!HasVerifier(record, schema)) return schema.Value(record, Attribute) is { } name ? $"verified by {Shown.Quote(name)}, which is not accepted" : "verified by nobody";
        var least = NumberText.Plain(MinScore!.Value);
        return schema.Reaches(record, Score, MinScore.Value) is null
            ? schema.Value(record, Score) is null ? "no score" : "a score that is no number"
            : string.Create(CultureInfo.InvariantCulture, $"a score below {least}");
    }
}
