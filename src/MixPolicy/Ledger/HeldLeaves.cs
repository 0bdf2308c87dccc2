namespace MixPolicy.Ledger;

/// <summary>Which records a ledger holds already, asked for in the order of leaves: one walk along each generation's part. Not thread-safe.</summary>
internal sealed class HeldLeaves : IDisposable
{
    private readonly LeafCursor[] _cursors;

    /// <summary>Opens the parts.</summary>
    /// <param name="path">The ledger; null for none.</param>
    /// <param name="segments">Its parts, each in order.</param>
    public HeldLeaves(string? path, IReadOnlyList<LedgerSegment> segments) =>
        _cursors = path is null ? [] : [.. segments.Select(s => new LeafCursor(path, s.Start, s.End))];

    /// <summary>Whether a record is there. Records must be asked for in ascending order.</summary>
    public bool Holds(LedgerLeaf record)
    {
        var holds = false;
        foreach (var cursor in _cursors)
        {
            while (!cursor.IsAtEnd && cursor.Leaf.CompareRecord(record) < 0) cursor.Next();
            holds = holds || (!cursor.IsAtEnd && cursor.Leaf.CompareRecord(record) == 0);
        }

        return holds;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var cursor in _cursors) cursor.Dispose();
    }
}
