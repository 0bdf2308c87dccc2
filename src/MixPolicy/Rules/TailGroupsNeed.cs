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
    public TailReference Of(PoolCensus pool) => Of(pool.By(c => IsReference(c) ? Column.Of(c, pool.Schema) : null));

    /// <summary>The reference whose groups have these sums.</summary>
    public TailReference Of(IReadOnlyDictionary<string, RecordSums> sums) => new(Called, sums, IsRare);

    /// <summary>What messages call the reference.</summary>
    public string Called => Sources is null ? "the human text" : $"the text of {Shown.List([.. Sources.Select(s => s.Value)])}";

    /// <summary>What nobody has labelled is no group that could be lost; of a numeric attribute only the end is.</summary>
    private bool IsRare(string group, Fraction share) =>
        group != GroupColumn.None && (Column.FarEnd is null || Column.FarEnd == group) && (RareBelow is not { } below || share < below);
}
