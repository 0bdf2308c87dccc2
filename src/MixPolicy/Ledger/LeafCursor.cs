namespace MixPolicy.Ledger;

/// <summary>Leaves in order, one at a time: a part of a run's file, or of a ledger. Not thread-safe.</summary>
internal sealed class LeafCursor : IDisposable
{
    private readonly LedgerReader _reader;
    private readonly long _end;

    /// <summary>Opens a part of a file at its first leaf.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">Where the first leaf starts.</param>
    /// <param name="end">Where the last one ends.</param>
    public LeafCursor(string path, long start, long end)
    {
        (_reader, _end) = (LedgerReader.At(path, start), end);
        Next();
    }

    /// <summary>Whether all leaves were passed.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The leaf at hand.</summary>
    public LedgerLeaf Leaf => _reader.Leaf;

    /// <summary>The leaf at hand as its file holds it, its length in front.</summary>
    public ReadOnlySpan<byte> Framed => _reader.Framed;

    /// <summary>Turns to the next leaf.</summary>
    public void Next() => IsAtEnd = _reader.Offset >= _end || !_reader.Next();

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
