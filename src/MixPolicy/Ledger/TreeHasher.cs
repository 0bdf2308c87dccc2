using System.Numerics;
using MixPolicy.Hashing;

namespace MixPolicy.Ledger;

/// <summary>
/// Hashes leaves into an RFC 6962 tree as they come, many at once, and starts proofs on the way. Memory grows with the logarithm of the leaves, and with
/// the proofs. Not thread-safe.
/// </summary>
internal sealed class TreeHasher
{
    private const int MostHeight = 12;
    private const int MostBytes = 1 << 22;
    private const int NodeBytes = 1 + (2 * Digest256.Size);
    private readonly CompactRange _tree;
    private readonly int _blockHeight;
    private readonly Digest256[] _hashes;
    private readonly int[] _starts;
    private readonly int[] _lengths;
    private readonly byte[] _nodes;
    private readonly List<SubtreeRoot> _made = [];
    private readonly List<ProofPath> _paths = [];
    private byte[] _bytes = new byte[1 << 16];
    private int _filled;
    private int _count;

    /// <summary>A tree, or a part of one.</summary>
    /// <param name="begin">Number of the first leaf, from 0.</param>
    public TreeHasher(long begin = 0)
    {
        _tree = new CompactRange(begin);
        _blockHeight = begin == 0 ? MostHeight : Math.Min(MostHeight, BitOperations.TrailingZeroCount(begin));
        var most = 1 << _blockHeight;
        (_hashes, _starts, _lengths) = (new Digest256[most], new int[most], new int[most]);
        _nodes = new byte[(most / 2 * NodeBytes) + 1];
    }

    /// <summary>Number after the last leaf.</summary>
    public long End => _tree.End + _count;

    /// <summary>Adds the next leaf.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        var length = data.Length + 1;
        if (_bytes.Length - _filled < length)
        {
            // Leaves of a block may be larger than it should hold: then they go on in smaller ones.
            if (_filled > MostBytes) Settle();
            if (_bytes.Length - _filled < length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _filled + length));
        }

        _bytes[_filled] = MerkleTree.LeafPrefix;
        data.CopyTo(_bytes.AsSpan(_filled + 1));
        (_starts[_count], _lengths[_count]) = (_filled, length);
        _filled += length;
        _count++;
        if (((_tree.End + _count) & ((1L << _blockHeight) - 1)) == 0) Settle();
    }

    /// <summary>All leaves so far, as a range that must not be changed.</summary>
    public CompactRange Range()
    {
        Settle();
        return _tree;
    }

    /// <summary>Starts the proof that the next leaf to be added is in the tree; it is whole after <see cref="Finish"/>. Of a tree from leaf 0.</summary>
    public ProofPath ProveNext()
    {
        Settle();
        return Watch(new ProofPath(0, _tree.End, _tree.Roots));
    }

    /// <summary>Starts the proof that the tree as it is now only grows; null when it is empty, of which nothing can be proved. Of a tree from leaf 0.</summary>
    public GrowthProof? ProveGrowth()
    {
        Settle();
        if (_tree.End == 0) return null;
        var last = _tree.Roots[^1];
        var path = Watch(new ProofPath(last.Height, (_tree.End >> last.Height) - 1, _tree.Roots.SkipLast(1)));
        return new GrowthProof(_tree.End, _tree.Root(), BitOperations.IsPow2(_tree.End) ? null : last.Hash, path);
    }

    /// <summary>Ends the tree and all proofs; its root.</summary>
    public Digest256 Finish()
    {
        Settle();
        foreach (var path in _paths) path.Finish(_tree);
        _paths.Clear();
        return _tree.Root();
    }

    private ProofPath Watch(ProofPath path)
    {
        _paths.Add(path);
        return path;
    }

    /// <summary>Hashes the leaves at hand, and the nodes above them.</summary>
    private void Settle()
    {
        if (_count == 0) return;
        TextDigests.Compute(_bytes.AsSpan(0, _filled), _starts.AsSpan(0, _count), _lengths.AsSpan(0, _count), _hashes.AsSpan(0, _count));

        // What a proof waits for inside the block must be told of; then nodes are made one by one.
        var isBlock = _count == 1 << _blockHeight && _paths.TrueForAll(path => path.Height >= _blockHeight);
        if (isBlock) Append(new SubtreeRoot(_blockHeight, BlockRoot()));
        for (var i = 0; i < _count && !isBlock; i++) Append(new SubtreeRoot(0, _hashes[i]));

        (_count, _filled) = (0, 0);
    }

    private void Append(SubtreeRoot root)
    {
        if (_paths.Count == 0)
        {
            _tree.Append(root);
            return;
        }

        _made.Clear();
        _tree.Append(root, _made);
        foreach (var subtree in _made)
        {
            foreach (var path in _paths) path.Tell(subtree.Height, (_tree.End >> subtree.Height) - 1, subtree.Hash);
        }
    }

    private Digest256 BlockRoot()
    {
        for (var width = _count / 2; width > 0; width /= 2)
        {
            for (var i = 0; i < width; i++)
            {
                var node = _nodes.AsSpan(i * NodeBytes, NodeBytes);
                node[0] = MerkleTree.NodePrefix;
                _hashes[2 * i].CopyTo(node[1..]);
                _hashes[(2 * i) + 1].CopyTo(node[(1 + Digest256.Size)..]);
                (_starts[i], _lengths[i]) = (i * NodeBytes, NodeBytes);
            }

            TextDigests.Compute(_nodes, _starts.AsSpan(0, width), _lengths.AsSpan(0, width), _hashes.AsSpan(0, width));
        }

        return _hashes[0];
    }
}
