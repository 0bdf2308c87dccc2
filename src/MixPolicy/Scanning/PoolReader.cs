using MixPolicy.Hashing;
using MixPolicy.Policies;
using MixPolicy.Selection;

namespace MixPolicy.Scanning;

/// <summary>
/// Reads a unit's records of the pool, block by block: their strata, amounts and keys, and on demand the rest. One worker an instance.
/// </summary>
internal sealed class PoolReader : IDisposable
{
    private readonly UnitReader _reader;
    private readonly SelectionKey _keys;
    private readonly StratumMap _strata;
    private readonly MixUnit _unit;
    private readonly byte[] _id = new byte[ImpliedId.MaxBytes];
    private long _heap;
    private int _heapAt;

    /// <summary>Opens a unit.</summary>
    public PoolReader(Inventory inventory, int unit)
    {
        _reader = new UnitReader(inventory.Index, unit);
        (_keys, _strata, _unit) = (inventory.Keys(unit), inventory.StrataOf(unit), inventory.Unit);
    }

    /// <summary>Records of the block, those not taken among them.</summary>
    public int Count => _reader.Block.Count;

    /// <summary>Turns to the next block; false at the end.</summary>
    public bool Next(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_reader.Next(IndexBlock.Columns.Plan)) return false;
        if (_reader.HasMarks) Complete();
        return true;
    }

    /// <summary>Whether the record may be taken: one that says nothing new, or was dropped, may not.</summary>
    public bool IsTaken(int at) => _reader.Occurrences[at] > 0;

    /// <summary>Which record of its implied id it is, from 1.</summary>
    public int Occurrence(int at) => _reader.Occurrences[at];

    /// <summary>Its number in the index.</summary>
    public long Number(int at) => _reader.UnitStart + _reader.BlockStart + at;

    /// <summary>The number of its stratum.</summary>
    public int Stratum(int at) => _strata.Of(_reader.Block.Classes[at], _reader.Fact(at));

    /// <summary>Its selection key.</summary>
    public ulong Key(int at) => _reader.Block.Keys[at];

    /// <summary>Its amount in the policy's unit, seen once.</summary>
    public long Amount(int at) => _reader.Block.Amount(_unit, at);

    /// <summary>Its digest; after <see cref="Complete"/>.</summary>
    public Digest256 Digest(int at) => _reader.Block.Digests[at];

    /// <summary>All of it; after <see cref="Complete"/>, and in the block's order.</summary>
    public IndexEntry Entry(int at)
    {
        for (; _heapAt < at; _heapAt++) _heap += _reader.Block.HeapBytes[_heapAt];
        return _reader.Block.Entry(at, _heap);
    }

    /// <summary>Reads what the plan did not need of the block at hand.</summary>
    public void Complete()
    {
        if (!_reader.Complete()) return;
        (_heap, _heapAt) = (_reader.Block.HeapStart, 0);
        if (!_reader.HasMarks) return;
        for (var i = 0; i < Count; i++)
        {
            if (Occurrence(i) > 1) _reader.Block.Keys[i] = _keys.Of(ImpliedId.Write(_reader.Block.Digests[i], Occurrence(i), _id));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
