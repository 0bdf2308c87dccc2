using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// Since language models write for everyone, that a record says it is human proves nothing: after a day a human record must have at least one of some
/// attributes that a person stands behind. A record whose date is missing or unreadable must have it too.
/// </summary>
/// <param name="Limit">What is judged: no record without.</param>
/// <param name="After">The last day on which the claim alone is believed.</param>
/// <param name="Evidence">The attributes, ordinal; any one of them suffices.</param>
internal sealed record EvidenceLimit(CountLimit Limit, EvidenceDay After, IReadOnlyList<string> Evidence)
{
    /// <summary>The first public chat model was released on it.</summary>
    private static readonly DateOnly DefaultDay = new(2022, 11, 30);

    /// <summary>The attributes, and the date: the judge tells records without one apart.</summary>
    public IEnumerable<AttributeUse> Uses => Evidence.Append("collected_at").Select(a => new AttributeUse(a, NeedsValue: false));

    private string Attributes => Evidence.Count == 1 ? $"'{Evidence[0]}'" : $"any of {string.Join(", ", Evidence)}";

    private string Day => After.Last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads <c>human_evidence_after</c> and <c>evidence</c>; null when neither is there or one is wrong (then reported).</summary>
    public static EvidenceLimit? Read(MapReader rule, bool soft)
    {
        var day = rule.Date("human_evidence_after");
        var evidence = rule.Texts("evidence");
        if (evidence is null or { Count: 0 })
        {
            if (rule.Has("evidence") ? evidence is not null : rule.Has("human_evidence_after"))
            {
                rule.Report(
                    Codes.MissingKey, rule.KeyPlace(rule.Has("evidence") ? "evidence" : "human_evidence_after"),
                    $"{rule.Path} needs 'evidence': the attributes of which a human record must have at least one, e.g. evidence: [ author, attestation ]");
            }

            return null;
        }

        if (rule.Has("human_evidence_after") && day is null) return null;
        foreach (var attribute in evidence)
        {
            if (attribute.Value is not ("id" or "text" or "tokens" or "origin" or "depth" or "collected_at")) Policies.Attributes.Check(rule, attribute);
            else rule.Report(Codes.UnknownWord, attribute.Place, $"'{attribute.Value}' proves nothing about who wrote a record; name attributes such as author or attestation");
        }

        var names = evidence.Select(e => e.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var place = day?.Place ?? rule.KeyPlace("evidence");
        var limit = new CountLimit(Codes.HumanEvidence, rule.Name(day is null ? "evidence" : "human_evidence_after"), place, Sense.AtMost, 0, null, soft, "records");
        return new EvidenceLimit(limit, new EvidenceDay(day?.Value ?? DefaultDay), names);
    }

    /// <summary>Whether a record claims to be human, must prove it, and does not.</summary>
    public bool IsBrokenBy(RecordClass record, RecordSchema schema) =>
        record.NeedsEvidence == true && Evidence.All(attribute => schema.Value(record, attribute) is null);

    /// <summary>Leaves records without evidence out.</summary>
    public void Ask(PlanAsk ask)
    {
        if (!Limit.Soft) ask.LeaveOut(Limit, s => IsBrokenBy(s.Sample, ask.Schema));
    }

    /// <summary>Judges the recounted manifest.</summary>
    public Verdict Judge(Evidence evidence)
    {
        var schema = evidence.Schema;
        var broken = evidence.Records(c => IsBrokenBy(c, schema));
        var undated = evidence.Records(c => IsBrokenBy(c, schema) && schema.Value(c, "collected_at") is null);
        return Limit.Judge(
            broken,
            $"{Figures.Count(broken, "record")} of the mix say that they are human and were collected after {Day} but have no evidence ({Attributes})"
                + (undated > 0 ? $"; of {Figures.Of(undated)} nobody can read when they were collected" : ""),
            [
                $"map or tag {Attributes} for the sources concerned",
                .. undated > 0 ? ["map or tag collected_at where it is missing"] : Array.Empty<string>(),
                "say what they are (origin: unknown) and count them as synthetic",
                "leave those records out",
            ]);
    }
}
