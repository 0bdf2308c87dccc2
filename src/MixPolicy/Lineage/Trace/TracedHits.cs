using System.Numerics;
using MixPolicy.Hashing;

namespace MixPolicy.Lineage.Trace;

/// <summary>Leaves of a tree that hold a text.</summary>
/// <param name="Total">How many do.</param>
/// <param name="Repetitions">How often all of them are seen; 0 in a ledger.</param>
/// <param name="Amount">Their amount (unit × repetitions); 0 in a ledger.</param>
/// <param name="First">The first hundred, in the tree's order.</param>
internal sealed record TracedHits(long Total, BigInteger Repetitions, BigInteger Amount, IReadOnlyList<TracedHit> First)
{
    /// <summary>At most so many are shown, each with its proof.</summary>
    public const int Most = 100;
}

/// <summary>A leaf that holds a text, with the proof, which was checked, that it is in its tree.</summary>
/// <param name="Index">Its number in the tree, from 0.</param>
/// <param name="Leaf">The leaf's data.</param>
/// <param name="Proof">RFC 6962, 2.1.1.</param>
/// <param name="Amount">A row's amount (unit × repetitions); 0 in a ledger.</param>
/// <param name="Place">A row's file and place there; null in a ledger, or when the row does not say.</param>
internal sealed record TracedHit(long Index, byte[] Leaf, IReadOnlyList<Digest256> Proof, BigInteger Amount, string? Place);
