using System.Numerics;
using MixPolicy.Hashing;

namespace MixPolicy.Lineage.Diff;

/// <summary>What became of records, each known by its source, its id and its text together.</summary>
/// <param name="Unchanged">Records of both mixes that are seen as often as before and have the origin they had.</param>
/// <param name="Added">In the newer mix only.</param>
/// <param name="Dropped">In the older mix only.</param>
/// <param name="Reweighted">In both, of another amount.</param>
/// <param name="Relabelled">In both, of another origin; they may be re-weighted as well.</param>
internal sealed record RowChanges(long Unchanged, ChangeGroup Added, ChangeGroup Dropped, ChangeGroup Reweighted, ChangeGroup Relabelled);

/// <summary>Records that changed alike.</summary>
/// <param name="Sum">All of them.</param>
/// <param name="ByOrigin">By the origin they have in the newer mix, or had when they were dropped.</param>
/// <param name="BySource">By source, in ordinal order.</param>
/// <param name="First">The first ten, in the order of the newer manifest; of those that were dropped, of the older.</param>
internal sealed record ChangeGroup(
    ChangeSum Sum, IReadOnlyList<(string Origin, ChangeSum Sum)> ByOrigin, IReadOnlyList<(string Source, ChangeSum Sum)> BySource, IReadOnlyList<ChangedRecord> First);

/// <summary>How much changed.</summary>
/// <param name="Records">How many records.</param>
/// <param name="Before">Their amount in the older mix (unit × repetitions).</param>
/// <param name="After">Their amount in the newer one.</param>
internal readonly record struct ChangeSum(long Records, BigInteger Before, BigInteger After)
{
    /// <summary>Both together.</summary>
    public static ChangeSum operator +(ChangeSum a, ChangeSum b) => new(a.Records + b.Records, a.Before + b.Before, a.After + b.After);
}

/// <summary>A record that changed.</summary>
/// <param name="Record">Which.</param>
/// <param name="Before">Its amount in the older mix.</param>
/// <param name="After">Its amount in the newer one.</param>
/// <param name="OriginBefore">Its origin there; null when it was not there.</param>
/// <param name="OriginAfter">Its origin here; null when it is not here.</param>
internal sealed record ChangedRecord(NamedRow Record, BigInteger Before, BigInteger After, string? OriginBefore, string? OriginAfter);

/// <summary>A row of a manifest by its name.</summary>
/// <param name="Source">Name of its source.</param>
/// <param name="Id">Its id.</param>
/// <param name="Digest">SHA-256 of its text.</param>
internal sealed record NamedRow(string Source, string Id, Digest256 Digest);
