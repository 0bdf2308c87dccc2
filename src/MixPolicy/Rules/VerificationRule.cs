using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>verification</c>: synthetic text helps only where something verified it, and only while the verifier keeps enough of what is right and little of
/// what is wrong.
/// </summary>
internal sealed class VerificationRule(
    Place place, VerificationScope scope, VerifiedLimit? verified, BestOfLimit? bestOf, IReadOnlyList<KeepRates> measured) : IRule
{
    /// <inheritdoc/>
    public string Key => "verification";

    /// <inheritdoc/>
    public Place Place => place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes { get; } = [.. scope.Uses, .. verified?.Uses ?? []];

    /// <summary>Reads the rule; needs <c>by</c>, <c>min_score</c>, <c>best_of</c> or <c>measured</c>.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var soft = ShareLimits.ReadSoft(map);
        var scope = VerificationScope.Read(map);
        var verified = VerifiedLimit.Read(map, soft);
        var bestOf = BestOfLimit.Read(map, soft);
        var measured = KeepRatesReader.Read(map, verified?.Verifiers, soft);
        string[] keys = ["by", "min_score", "best_of", "measured"];
        if (!keys.Any(map.Has)) ShareLimits.ReportNone(map, keys);
        map.Finish();
        return scope is null ? null : new VerificationRule(map.Place, scope, verified, bestOf, measured);
    }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) => !scope.Holds(record, schema) ? null
        : verified is not null ? verified.IsVerified(record, schema) ? "verified" : "unverified"
        : bestOf is not null && scope.Kinds is not null ? "picked"
        : null;

    /// <inheritdoc/>
    public bool Refuses(RecordClass record, RecordSchema schema) => verified?.Refuses(record, schema, scope) == true;

    /// <inheritdoc/>
    public void Ask(PlanAsk ask)
    {
        verified?.Ask(ask, scope);
        bestOf?.Ask(ask, scope);
    }

    /// <inheritdoc/>
    public IEnumerable<Verdict> Judge(Evidence evidence) =>
    [
        .. verified?.Judge(evidence, scope) ?? [],
        .. bestOf is null ? [] : new[] { bestOf.Judge(evidence, scope) },
        .. measured.SelectMany(m => m.Judge()),
    ];
}
