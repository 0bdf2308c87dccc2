using MixPolicy.Hashing;

namespace MixPolicy.Ledger;

/// <summary>The proof that a tree only grew from some size on: RFC 6962, 2.1.2. Whole when its tree is finished.</summary>
/// <param name="Size">Leaves at that size, from 1.</param>
/// <param name="Root">The root at that size.</param>
/// <param name="Start">The first hash; null where the older tree is one whole subtree, which is then left out.</param>
/// <param name="Path">The rest.</param>
internal sealed record GrowthProof(long Size, Digest256 Root, Digest256? Start, ProofPath Path)
{
    /// <summary>The proof against the finished tree; empty when nothing was added.</summary>
    /// <param name="size">Leaves of the finished tree.</param>
    public IReadOnlyList<Digest256> Hashes(long size) => size == Size ? [] : Start is { } start ? [start, .. Path.Hashes] : [.. Path.Hashes];
}
