namespace MixPolicy.Ledger;

/// <summary>A run's leaves in order, each with the number that it sorts by. Not thread-safe.</summary>
internal sealed class RunCursor : IDisposable
{
    private readonly LeafCursor _leaves;
    private readonly IdPrefix _shared;
    private ulong _key;

    /// <summary>Opens a run at its first leaf.</summary>
    /// <param name="leaves">The run.</param>
    /// <param name="shared">What the ids of all runs that are merged start with.</param>
    public RunCursor(LeafCursor leaves, IdPrefix shared)
    {
        (_leaves, _shared) = (leaves, shared);
        Find();
    }

    /// <summary>Where it stands.</summary>
    public LeafCursor Leaves => _leaves;

    /// <summary>Whether its leaf comes before another's.</summary>
    public bool IsBefore(RunCursor other) =>
        _key != other._key ? _key < other._key : _leaves.Leaf.CompareRecord(other._leaves.Leaf) < 0;

    /// <summary>Turns to the next leaf; false at the end.</summary>
    public bool Next()
    {
        _leaves.Next();
        Find();
        return !_leaves.IsAtEnd;
    }

    /// <inheritdoc/>
    public void Dispose() => _leaves.Dispose();

    private void Find()
    {
        if (!_leaves.IsAtEnd) _key = _shared.Key(_leaves.Leaf.Id);
    }
}
