using MixPolicy.Hashing;

namespace MixPolicy.Ledger;

/// <summary>
/// A proof in the making: the way from a node of the tree up to a root that is not known yet. What stands to the left of the node is known from the start;
/// what comes to the right of it is told as it is made, so that a proof costs no memory but its own hashes. Not thread-safe.
/// </summary>
internal sealed class ProofPath
{
    private readonly Stack<SubtreeRoot> _left;
    private readonly List<Digest256> _hashes = [];
    private long _index;

    /// <summary>Starts at a node.</summary>
    /// <param name="height">Its height; 0 for a leaf.</param>
    /// <param name="index">Its number among the nodes of its height, from 0.</param>
    /// <param name="left">The whole subtrees that cover all leaves before it, from left to right.</param>
    public ProofPath(int height, long index, IEnumerable<SubtreeRoot> left)
    {
        (Height, _index, _left) = (height, index, new Stack<SubtreeRoot>(left));
        ClimbLeft();
    }

    /// <summary>Height of the node that the proof has come to.</summary>
    public int Height { get; private set; }

    /// <summary>The hashes so far, from the node up; the whole proof when it is finished.</summary>
    public IReadOnlyList<Digest256> Hashes => _hashes;

    /// <summary>Tells of a whole subtree; those that stand to the right of the path must come in their order, and others are passed over.</summary>
    /// <param name="height">Its height.</param>
    /// <param name="index">Its number among those of its height.</param>
    /// <param name="hash">Its root.</param>
    public void Tell(int height, long index, in Digest256 hash)
    {
        if (height != Height || index != _index + 1) return;
        Climb(hash);
        ClimbLeft();
    }

    /// <summary>Ends the proof at the root of a tree that is complete.</summary>
    public void Finish(CompactRange tree)
    {
        while (_index > 0 || 1L << Height < tree.End)
        {
            var right = (_index + 1) << Height;
            if (right < tree.End) Climb(tree.Root(right));
            else (Height, _index) = (Height + 1, _index >> 1); // there is nothing to the right: the node goes up as it is
            ClimbLeft();
        }
    }

    private void ClimbLeft()
    {
        while ((_index & 1) == 1) Climb(_left.Pop().Hash);
    }

    private void Climb(in Digest256 sibling)
    {
        _hashes.Add(sibling);
        (Height, _index) = (Height + 1, _index >> 1);
    }
}
