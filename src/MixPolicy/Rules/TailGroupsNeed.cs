using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>What groups there are, which of them is rare, and what that is measured against.</summary>
/// <param name="Column">What makes the groups.</param>
/// <param name="RareBelow">The share of the reference under which a group is rare; null where every share is.</param>
/// <param name="Sources">The sources of the reference; null for all human text.</param>
internal sealed record TailGroupsNeed(GroupColumn Column, Fraction? RareBelow, IReadOnlyList<Located<string>>? Sources)
{
    /// <summary>Whether records of a class are of the reference.</summary>
    public bool IsReference(RecordClass record) => Sources is null ? record.IsHuman : Sources.Any(s => s.Value == record.Source);

    /// <summary>The reference of a pool.</summary>
    public TailReference Of(PoolCensus pool)
    {
        var sums = pool.By(c => IsReference(c) ? Column.Of(c, pool.Schema) : null);
        return new TailReference(Called, isPool: true, sums, IsRare);
    }

    /// <summary>What a manifest alone says of the reference: its own rows of it. Tells nothing of what was left out.</summary>
    public TailReference Of(Evidence evidence)
    {
        var sums = new Dictionary<string, RecordSums>(StringComparer.Ordinal);
        foreach (var total in evidence.Classes.Where(c => IsReference(c.Class)))
        {
            var group = Column.Of(total.Class, evidence.Schema);
            sums[group] = sums.GetValueOrDefault(group) + new RecordSums(total.Records, (Int128)total.OnceAmount, (Int128)total.Squares);
        }

        return new TailReference($"{Called} of this manifest (no pool is at hand)", isPool: false, sums, IsRare);
    }

    /// <summary>What messages call the reference.</summary>
    public string Called => Sources is null ? "the human text" : $"the text of {Shown.List([.. Sources.Select(s => s.Value)])}";

    /// <summary>What nobody has labelled is no group that could be lost; of a numeric attribute only the end is.</summary>
    private bool IsRare(string group, Fraction share) =>
        group != GroupColumn.None && (Column.FarEnd is null || Column.FarEnd == group) && (RareBelow is not { } below || share < below);
}
