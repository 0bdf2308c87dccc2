using MixPolicy.Hashing;
using MixPolicy.Ledger;

namespace MixPolicy.Tests.Ledger;

/// <summary>RFC 6962, section 2.1, word for word: slow, recursive, over all leaves at once.</summary>
internal static class Reference
{
    /// <summary>MTH(D[n]).</summary>
    public static Digest256 Root(ReadOnlySpan<Digest256> leaves)
    {
        if (leaves.Length == 0) return MerkleTree.Empty;
        if (leaves.Length == 1) return leaves[0];
        var k = Split(leaves.Length);
        return MerkleTree.NodeHash(Root(leaves[..k]), Root(leaves[k..]));
    }

    /// <summary>PATH(m, D[n]).</summary>
    public static List<Digest256> Path(int m, ReadOnlySpan<Digest256> leaves)
    {
        if (leaves.Length == 1) return [];
        var k = Split(leaves.Length);
        return m < k ? [.. Path(m, leaves[..k]), Root(leaves[k..])] : [.. Path(m - k, leaves[k..]), Root(leaves[..k])];
    }

    /// <summary>PROOF(m, D[n]).</summary>
    public static List<Digest256> Proof(int m, ReadOnlySpan<Digest256> leaves) => SubProof(m, leaves, isWhole: true);

    private static List<Digest256> SubProof(int m, ReadOnlySpan<Digest256> leaves, bool isWhole)
    {
        if (m == leaves.Length) return isWhole ? [] : [Root(leaves)];
        var k = Split(leaves.Length);
        return m <= k ? [.. SubProof(m, leaves[..k], isWhole), Root(leaves[k..])] : [.. SubProof(m - k, leaves[k..], isWhole: false), Root(leaves[..k])];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (2 * k < n) k *= 2;
        return k;
    }
}
