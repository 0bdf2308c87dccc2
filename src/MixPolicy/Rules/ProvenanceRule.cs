using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary><c>provenance</c>: what each record of the mix must prove about its origin: fields that it has, a licence that is allowed, evidence that it is human, one origin.</summary>
internal sealed class ProvenanceRule(
    Place place, IReadOnlyList<CountLimit> required, IReadOnlyList<string> fields, LicenseLimit? licenses, EvidenceLimit? evidenceLimit,
    OriginConflictLimit? conflict) : IRule
{
    /// <inheritdoc/>
    public string Key => "provenance";

    /// <inheritdoc/>
    public Place Place => place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes { get; } =
    [
        .. fields.Select(f => new AttributeUse(f, NeedsValue: false)),
        .. licenses is null ? [] : new[] { new AttributeUse("license", NeedsValue: true) },
        .. evidenceLimit?.Uses ?? [],
    ];

    /// <inheritdoc/>
    public EvidenceDay? EvidenceDay => evidenceLimit?.After;

    /// <summary>Reads the rule; needs <c>require</c>, <c>licenses</c> or <c>evidence</c>.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var fields = map.Texts("require");
        var licenses = LicenseLimit.Read(map);
        var conflict = OriginConflictLimit.Read(map);
        var soft = ShareLimits.ReadSoft(map);
        var evidence = EvidenceLimit.Read(map, soft);
        string[] keys = ["require", "licenses", "human_evidence_after", "evidence", "on_conflict"];
        if (!keys.Any(map.Has)) ShareLimits.ReportNone(map, "require", "licenses", "evidence", "on_conflict");
        if (fields is { Count: 0 }) map.Report(Codes.MissingKey, map.Place, $"{map.Path}.require is an empty list; name the attributes that each record must have");
        map.Finish();
        foreach (var field in fields ?? [])
        {
            if (!Policies.Attributes.Decoding.Any(d => d.Attribute == field.Value)) Policies.Attributes.Check(map, field);
        }

        var named = (fields ?? []).DistinctBy(f => f.Value).OrderBy(f => f.Value, StringComparer.Ordinal).ToArray();
        return new ProvenanceRule(
            map.Place,
            [.. named.Select(f => new CountLimit(Codes.ProvenanceMissing, $"{map.Path}.require", f.Place, Sense.AtMost, 0, null, soft, "records"))],
            [.. named.Select(f => f.Value)],
            licenses is null ? null : licenses with { Soft = soft },
            evidence,
            conflict);
    }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema)
    {
        var lacking = fields.Where(f => Lacks(record, schema, f)).Select(f => $"no-{f}").ToList();
        if (licenses is not null && !licenses.Allows(schema.Value(record, "license"))) lacking.Add("license-refused");
        if (evidenceLimit?.IsBrokenBy(record, schema) == true) lacking.Add("no-evidence");
        return lacking.Count == 0 ? null : string.Join('/', lacking);
    }

    /// <inheritdoc/>
    public TextUse Texts => conflict is null ? TextUse.None : new(Conflicts: conflict.Use);

    /// <inheritdoc/>
    public bool Refuses(RecordClass record, RecordSchema schema) =>
        (required.Any(r => !r.Soft) && fields.Any(f => Lacks(record, schema, f)))
        || (licenses is { Soft: false } && !licenses.Allows(schema.Value(record, "license")))
        || (evidenceLimit is { Limit.Soft: false } && evidenceLimit.IsBrokenBy(record, schema));

    /// <inheritdoc/>
    public string? Facet(RecordFact fact) => conflict is null ? null : OriginConflictLimit.Facet(fact);

    /// <inheritdoc/>
    public void Ask(PlanAsk ask)
    {
        conflict?.Ask(ask);
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            if (!required[i].Soft) ask.LeaveOut(required[i], s => Lacks(s.Sample, ask.Schema, field), field);
        }

        if (licenses is { Soft: false }) ask.LeaveOut(licenses.Count, s => !licenses.Allows(ask.Schema.Value(s.Sample, "license")));

        evidenceLimit?.Ask(ask);
    }

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            var lacking = evidence.Records(c => Lacks(c, evidence.Schema, field));
            yield return required[i].Judge(
                lacking, $"{Figures.Of(lacking)} records of the mix lack '{field}'",
                [$"map '{field}' to the column that holds it, or tag the source with it", $"leave the records without '{field}' out"], field);
        }

        if (licenses is not null) yield return licenses.Judge(evidence);
        if (evidenceLimit is not null) yield return evidenceLimit.Judge(evidence);
        if (conflict is not null) yield return conflict.Judge(evidence);
    }

    private static bool Lacks(RecordClass record, RecordSchema schema, string field) => schema.Value(record, field) is null;
}
