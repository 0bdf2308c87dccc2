using MixPolicy.Hashing;

namespace MixPolicy.Ledger;

/// <summary>
/// A run of leaves of an RFC 6962 tree, from any place in it, as the fewest whole subtrees that cover it: what is needed to go on, in memory that grows
/// with the logarithm of the run. Ranges that were made side by side are joined in order. Not thread-safe.
/// </summary>
internal sealed class CompactRange
{
    private readonly List<SubtreeRoot> _roots = [];

    /// <summary>An empty range.</summary>
    /// <param name="begin">Number of the first leaf, from 0.</param>
    public CompactRange(long begin) => (Begin, End) = (begin, begin);

    /// <summary>Number of the first leaf.</summary>
    public long Begin { get; }

    /// <summary>Number after the last leaf.</summary>
    public long End { get; private set; }

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
    /// <param name="root">The subtree.</param>
    /// <param name="made">Gets each whole subtree that ends here now, from the lowest up; null when nobody asks.</param>
    public void Append(SubtreeRoot root, List<SubtreeRoot>? made = null)
    {
        End += 1L << root.Height;
        made?.Add(root);

        // Two of a size are one node of the tree only if the left one starts at a multiple of the pair's size, so if the pair ends at one.
        while (_roots.Count > 0 && _roots[^1].Height == root.Height && (End & ((2L << root.Height) - 1)) == 0)
        {
            root = new SubtreeRoot(root.Height + 1, MerkleTree.NodeHash(_roots[^1].Hash, root.Hash));
            _roots.RemoveAt(_roots.Count - 1);
            made?.Add(root);
        }

        _roots.Add(root);
    }

    /// <summary>
    /// The root over the leaves from some place on, where one of the whole subtrees starts: from 0 in a range from 0, the tree's root; from the place of a
    /// last, unfinished subtree, that one's.
    /// </summary>
    public Digest256 Root(long from)
    {
        Digest256? hash = null;
        var start = End;
        for (var i = _roots.Count - 1; i >= 0 && start > from; i--)
        {
            start -= 1L << _roots[i].Height;
            hash = hash is { } right ? MerkleTree.NodeHash(_roots[i].Hash, right) : _roots[i].Hash;
        }

        return hash ?? MerkleTree.Empty;
    }

    /// <summary>The root over all leaves of a range from 0.</summary>
    public Digest256 Root() => Root(Begin);
}

/// <summary>A whole subtree.</summary>
/// <param name="Height">Its leaves are two to the power of this.</param>
/// <param name="Hash">Its root.</param>
internal readonly record struct SubtreeRoot(int Height, Digest256 Hash);
