using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>
/// <c>accumulate</c>: never replace. Every human record of the parent's manifest is still there, by the digest of its text, or a tombstone says why not.
/// Where data accumulate, the error of repeated training is bounded; where they are replaced, it grows without end (Gerstgrasser et al.,
/// arXiv 2404.01413).
/// </summary>
internal sealed partial class AccumulateRule(ParentTerms terms) : IRule
{
    private const string Name = "rules.accumulate";

    /// <inheritdoc/>
    public string Key => "accumulate";

    /// <inheritdoc/>
    public Place Place => terms.Place;

    /// <inheritdoc/>
    public IReadOnlyList<AttributeUse> Attributes => [];

    /// <inheritdoc/>
    public ParentTerms? Parent => terms;

    /// <summary>Reads the rule. Whether it needs a parent depends on the generation: whoever opens the parent says so.</summary>
    public static IRule? Read(MapReader map, RuleContext context)
    {
        var parent = File(map, "parent");
        var keep = map.Word("keep", ["human"]);
        var kept = map.Word("in", ["manifest", "pool"]);
        var tombstones = File(map, "tombstones");
        var soft = ShareLimits.ReadSoft(map);
        if (!map.Has("parent") && !map.Has("tombstones") && !map.Has("keep")) ShareLimits.ReportNone(map, "parent", "keep", "tombstones");
        if (map.Has("tombstones") && !context.AsOfGiven)
        {
            map.Report(Codes.MissingKey, map.KeyPlace("tombstones"), $"{map.Path}.tombstones counts time, so the policy needs 'as_of', e.g. as_of: 2026-11-01");
        }

        map.Finish();
        return new AccumulateRule(new ParentTerms(
            map.Place, parent, keep?.Place ?? map.Place, kept?.Value == "manifest" ? KeptIn.Manifest : KeptIn.Pool, kept?.Place ?? map.Place, tombstones, soft));
    }

    /// <inheritdoc/>
    public string? Facet(RecordClass record, RecordSchema schema) => null;

    /// <inheritdoc/>
    public string? Facet(RecordFact fact) => fact.IsInParent ? "in-parent" : null;

    /// <summary>Of what is still in the pool, every record must be taken. What is not there cannot be asked for: it is judged.</summary>
    public void Ask(PlanAsk ask)
    {
        if (terms is { In: KeptIn.Manifest, Soft: false }) ask.Floor(Codes.HumanLost, $"{Name}.keep", terms.KeepPlace, s => s.Fact.IsInParent, Fraction.One);
    }

    private static Located<string>? File(MapReader map, string key)
    {
        if (map.Text(key) is not { } path) return null;
        var problem = path.Value.Length == 0 ? "is empty; name a file."
            : path.Value.Contains('\0', StringComparison.Ordinal) ? "holds a zero byte; no file is named so."
            : path.Value.Contains("://", StringComparison.Ordinal) ? "is an address; it must be a file on this machine."
            : path.Value.Contains('\\', StringComparison.Ordinal) ? $"has a backslash; write {Shown.Short(path.Value.Replace('\\', '/'))}."
            : path.Value.StartsWith("~/", StringComparison.Ordinal) ? "names a home folder, which differs from machine to machine."
            : null;
        if (problem is null) return path;
        map.Report(Codes.OutOfRange, path.Place, $"'{map.Name(key)}' {problem}");
        return null;
    }
}
