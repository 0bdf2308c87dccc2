using MixPolicy.Hashing;

namespace MixPolicy.Ledger;

/// <summary>
/// A run of leaves of an RFC 6962 tree, from any place in it, as the fewest whole subtrees that cover it: what is needed to go on, in memory that grows
/// with the logarithm of the run. Ranges that were made side by side are joined in order. Not thread-safe.
/// </summary>
/// <param name="begin">Number of the first leaf, from 0.</param>
internal sealed class CompactRange(long begin)
{
    private readonly List<SubtreeRoot> _roots = [];

    /// <summary>Number of the first leaf.</summary>
    public long Begin => begin;

    /// <summary>Number after the last leaf.</summary>
    public long End { get; private set; } = begin;

    /// <summary>The whole subtrees, from left to right.</summary>
    public IReadOnlyList<SubtreeRoot> Roots => _roots;

    /// <summary>Adds the next leaf.</summary>
    public void Append(in Digest256 leafHash) => Append(new SubtreeRoot(0, leafHash));

    /// <summary>Adds the leaves of a range that starts where this one ends.</summary>
    /// <exception cref="ArgumentException">It starts elsewhere.</exception>
    public void Append(CompactRange next)
    {
        if (next.Begin != End) throw new ArgumentException($"the range starts at leaf {next.Begin}, not at {End}", nameof(next));
        foreach (var root in next._roots) Append(root);
    }

    /// <summary>Adds the next whole subtree. It must start at a multiple of its size.</summary>
    public void Append(SubtreeRoot root)
    {
        End += 1L << root.Height;
        while (_roots.Count > 0 && _roots[^1].Height == root.Height && JoinsLeft(root.Height))
        {
            root = new SubtreeRoot(root.Height + 1, MerkleTree.NodeHash(_roots[^1].Hash, root.Hash));
            _roots.RemoveAt(_roots.Count - 1);
        }

        _roots.Add(root);

        // The pair is one node of the tree only if the left one starts at a multiple of the pair's size; End is the right one's.
        bool JoinsLeft(int height) => (End & ((2L << height) - 1)) == 0;
    }

    /// <summary>The root over the range's leaves alone: of a range from 0, the tree's; of one that starts at a multiple of its size rounded up to a power of two, that subtree's.</summary>
    public Digest256 Root()
    {
        if (_roots.Count == 0) return MerkleTree.Empty;
        var hash = _roots[^1].Hash;
        for (var i = _roots.Count - 2; i >= 0; i--) hash = MerkleTree.NodeHash(_roots[i].Hash, hash);
        return hash;
    }

    /// <summary>A range with the same leaves that goes its own way.</summary>
    public CompactRange Copy()
    {
        var copy = new CompactRange(begin) { End = End };
        copy._roots.AddRange(_roots);
        return copy;
    }
}

/// <summary>A whole subtree.</summary>
/// <param name="Height">Its leaves are two to the power of this.</param>
/// <param name="Hash">Its root.</param>
internal readonly record struct SubtreeRoot(int Height, Digest256 Hash);
