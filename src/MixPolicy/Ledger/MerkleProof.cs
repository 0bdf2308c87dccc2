using System.Numerics;
using MixPolicy.Hashing;

namespace MixPolicy.Ledger;

/// <summary>
/// Checks proofs over RFC 6962 trees, by the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2. Proofs come from anywhere: none of any form throws.
/// </summary>
internal static class MerkleProof
{
    /// <summary>Whether a leaf stands in a tree.</summary>
    /// <param name="leafHash">Hash of the leaf.</param>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="size">Leaves of the tree.</param>
    /// <param name="proof">Hashes from the leaf up.</param>
    /// <param name="root">The tree's root.</param>
    public static bool VerifyInclusion(in Digest256 leafHash, long index, long size, IReadOnlyList<Digest256> proof, in Digest256 root)
    {
        if (index < 0 || index >= size) return false;
        var (at, last) = (index, size - 1);
        var hash = leafHash;
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                var shift = (at & 1) == 1 ? 0 : BitOperations.TrailingZeroCount(at);
                (at, last) = (at >> shift, last >> shift);
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && hash.Equals(root);
    }

    /// <summary>Whether a tree only grew into another. From size 0 nothing is proved, so nothing is accepted.</summary>
    /// <param name="first">Leaves of the older tree, from 1.</param>
    /// <param name="second">Leaves of the newer tree.</param>
    /// <param name="proof">The hashes.</param>
    /// <param name="firstRoot">Root of the older tree.</param>
    /// <param name="secondRoot">Root of the newer tree.</param>
    public static bool VerifyConsistency(long first, long second, IReadOnlyList<Digest256> proof, in Digest256 firstRoot, in Digest256 secondRoot)
    {
        if (first < 1 || second < first) return false;
        if (first == second) return proof.Count == 0 && firstRoot.Equals(secondRoot);

        // An older tree that is one whole subtree is its own first hash, which the proof then leaves out.
        var isWhole = BitOperations.IsPow2(first);
        if (!isWhole && proof.Count == 0) return false;
        var (older, newer) = isWhole ? (firstRoot, firstRoot) : (proof[0], proof[0]);
        var (at, last) = (first - 1, second - 1);
        var shift = BitOperations.TrailingZeroCount(~at);
        (at, last) = (at >> shift, last >> shift);
        foreach (var hash in proof.Skip(isWhole ? 0 : 1))
        {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last)
            {
                older = MerkleTree.NodeHash(hash, older);
                newer = MerkleTree.NodeHash(hash, newer);
                if ((at & 1) == 0)
                {
                    shift = BitOperations.TrailingZeroCount(at);
                    (at, last) = (at >> shift, last >> shift);
                }
            }
            else
            {
                newer = MerkleTree.NodeHash(newer, hash);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && older.Equals(firstRoot) && newer.Equals(secondRoot);
    }
}
