using System.Numerics;
using MixPolicy.Hashing;
using MixPolicy.Ledger;

namespace MixPolicy.Lineage.Trace;

/// <summary>Gathers the leaves that hold a text while their tree is hashed. Not thread-safe.</summary>
/// <param name="tree">The tree, to which a leaf is added after it was gathered.</param>
internal sealed class HitCollector(TreeHasher tree)
{
    private readonly List<(long Index, byte[] Leaf, ProofPath Path, BigInteger Amount, string? Place)> _first = [];
    private long _total;
    private BigInteger _repetitions;
    private BigInteger _amount;

    /// <summary>The least generation of a leaf; null when there is none.</summary>
    public long? FirstGeneration { get; private set; }

    /// <summary>Whether further ones are only counted.</summary>
    public bool IsFull => _first.Count == TracedHits.Most;

    /// <summary>Takes the next leaf of the tree.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="amount">A row's amount (unit × repetitions).</param>
    /// <param name="place">Where a row comes from.</param>
    public void Add(LedgerLeaf leaf, BigInteger amount, string? place)
    {
        _total++;
        _repetitions += leaf.Repetitions;
        _amount += amount;
        FirstGeneration = Math.Min(FirstGeneration ?? long.MaxValue, leaf.Generation);
        if (!IsFull) _first.Add((tree.End, leaf.Data.ToArray(), tree.ProveNext(), amount, place));
    }

    /// <summary>What was gathered, once the tree is finished; each proof is checked.</summary>
    /// <param name="root">The tree's root.</param>
    public TracedHits Hits(in Digest256 root)
    {
        foreach (var hit in _first)
        {
            if (!MerkleProof.VerifyInclusion(MerkleTree.LeafHash(hit.Leaf), hit.Index, tree.End, hit.Path.Hashes, root)) throw new InvalidOperationException($"the proof of leaf {hit.Index} does not hold");
        }

        return new TracedHits(_total, _repetitions, _amount, [.. _first.Select(h => new TracedHit(h.Index, h.Leaf, [.. h.Path.Hashes], h.Amount, h.Place))]);
    }
}
