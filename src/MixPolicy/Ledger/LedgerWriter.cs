namespace MixPolicy.Ledger;

/// <summary>
/// Writes a ledger: all of the parent's leaves as they stand, then the pool's records that the parent's does not hold. The tree is hashed as leaves pass;
/// nothing is read twice but the parent's ledger, which is searched by walking along it.
/// </summary>
internal static class LedgerWriter
{
    /// <summary>Writes a ledger.</summary>
    /// <param name="pool">The pool's records.</param>
    /// <param name="parent">The parent's ledger; null for the first of its line.</param>
    /// <param name="output">Where to.</param>
    /// <param name="threads">Threads that may be used, at least 1; changes no byte.</param>
    /// <param name="cancellation">Ends the writing.</param>
    /// <exception cref="Sources.SourceFileException">The parent's ledger cannot be read, or is not the one that its report names.</exception>
    public static LedgerFile Write(PoolLeaves pool, ParentLedger? parent, Stream output, int threads, CancellationToken cancellation)
    {
        using var sink = new LeafSink(output, threads);
        var segments = parent is null ? [] : Copy(parent, sink, cancellation);
        sink.Drain();
        var growth = sink.Tree.ProveGrowth();
        using var held = new HeldLeaves(parent?.Path, segments);
        pool.ForEach(
            cursor =>
            {
                if (!held.Holds(cursor.Leaf)) sink.Add(cursor.Framed);
            },
            cancellation);
        sink.Drain();
        var root = sink.Tree.Finish();
        var records = sink.Tree.End;
        return new LedgerFile(sink.Sha256(), sink.Bytes, records, root, records - (growth?.Size ?? 0), parent?.Size, growth?.Hashes(records) ?? []);
    }

    private static List<LedgerSegment> Copy(ParentLedger parent, LeafSink sink, CancellationToken cancellation)
    {
        using var reader = new LedgerReader(parent.Path);
        var segments = new SegmentCutter(reader.Offset);
        while (reader.Next())
        {
            if ((reader.Count & 0xfff) == 0) cancellation.ThrowIfCancellationRequested();
            segments.Add(reader.Leaf, reader);
            sink.Add(reader.Framed);
        }

        // What was copied is all that was read, so its hashes are those of the parent's file.
        sink.Drain();
        parent.Demand(sink.Sha256(), reader.Offset, new LedgerSize(reader.Count, sink.Tree.Range().Root()));
        return segments.End(reader.Offset);
    }
}
