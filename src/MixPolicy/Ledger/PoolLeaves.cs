using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Ledger;

/// <summary>
/// The pool's records as leaves in the order of a ledger: written out in sorted runs, source by source, and merged. Memory is bounded by buffers, never by
/// records.
/// </summary>
internal sealed class PoolLeaves : IDisposable
{
    private readonly Policy _policy;
    private readonly RecordSchema _schema;
    private readonly RecordIndex _index;
    private readonly string _path;
    private readonly FileStream _file;
    private readonly List<Run> _runs = [];

    private PoolLeaves(Policy policy, RecordSchema schema, RecordIndex index)
    {
        (_policy, _schema, _index) = (policy, schema, index);
        _path = Path.Combine(index.WorkFolder, "leaves");
        _file = ScratchFiles.Create(_path);
    }

    /// <summary>Puts the pool's records into runs.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="schema">What the record index holds of strings.</param>
    /// <param name="index">The pool; what was folded or dropped is not in it.</param>
    /// <param name="threads">Workers, at least 1; changes no leaf's place.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static PoolLeaves Take(Policy policy, RecordSchema schema, RecordIndex index, int threads, CancellationToken cancellation)
    {
        var leaves = new PoolLeaves(policy, schema, index);
        try
        {
            var rest = index.ForEachUnit(threads, () => new LeafRun(), (unit, run) => leaves.Gather(unit, run, cancellation), cancellation);
            foreach (var run in rest) leaves.Spill(run);
            return leaves;
        }
        catch
        {
            leaves.Dispose();
            throw;
        }
    }

    /// <summary>Goes through all leaves in order.</summary>
    public void ForEach(Action<LeafCursor> take, CancellationToken cancellation)
    {
        foreach (var source in _runs.GroupBy(r => r.Source).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var shared = new IdPrefix();
            foreach (var run in source) shared.Add(run.Shared);
            var cursors = new List<RunCursor>();
            try
            {
                foreach (var run in source) cursors.Add(new RunCursor(new LeafCursor(_path, run.Start, run.End), shared));
                Merge([.. cursors], take, cancellation);
            }
            finally
            {
                foreach (var cursor in cursors) cursor.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Merges runs, none of which is empty: a binary heap whose top is the least leaf.</summary>
    private static void Merge(RunCursor[] heap, Action<LeafCursor> take, CancellationToken cancellation)
    {
        var count = heap.Length;
        for (var i = (count / 2) - 1; i >= 0; i--) Sink(heap, i, count);
        for (long taken = 0; count > 0; taken++)
        {
            if ((taken & 0xfff) == 0) cancellation.ThrowIfCancellationRequested();
            take(heap[0].Leaves);
            if (!heap[0].Next()) heap[0] = heap[--count];
            Sink(heap, 0, count);
        }
    }

    private static void Sink(RunCursor[] heap, int at, int count)
    {
        while ((2 * at) + 1 is var child && child < count)
        {
            if (child + 1 < count && heap[child + 1].IsBefore(heap[child])) child++;
            if (!heap[child].IsBefore(heap[at])) return;
            (heap[at], heap[child]) = (heap[child], heap[at]);
            at = child;
        }
    }

    private void Gather(int unit, LeafRun run, CancellationToken cancellation)
    {
        var result = _index.Units[unit];
        var source = _policy.Sources[result.File.Source];
        var sourceName = System.Text.Encoding.UTF8.GetBytes(source.Name);
        var hasId = source.Columns.ContainsKey("id");
        var texts = _schema.Columns.Count - 1; // the generator comes first and is read by itself
        if (run.Source != source.Name) Spill(run);
        run.Source = source.Name;
        Span<byte> implied = stackalloc byte[ImpliedId.MaxBytes];
        using var heap = new HeapReader(result.HeapPath);
        using var reader = new UnitReader(_index, unit);
        while (reader.Next(IndexBlock.Columns.All))
        {
            cancellation.ThrowIfCancellationRequested();
            var at = reader.Block.HeapStart;
            for (var i = 0; i < reader.Block.Count; i++)
            {
                var entry = reader.Block.Entry(i, at);
                at += reader.Block.HeapBytes[i];
                if (reader.Occurrences[i] <= 0) continue;
                var strings = heap.Read(in entry);
                var generator = HeapString.Read(ref strings, out var hasGenerator);
                for (var t = 0; t < texts; t++) HeapString.Read(ref strings, out _);
                var id = hasId ? HeapString.Read(ref strings, out _) : ImpliedId.Write(entry.Digest, reader.Occurrences[i], implied);
                var record = result.Classes[entry.Class];
                var room = run.Room(LedgerLeaf.Room(sourceName.Length + id.Length + generator.Length));
                run.Add(LedgerLeaf.Write(
                    room, LeafKind.Record, entry.Digest, (uint)_policy.Generation, record.Depth, record.Origin, sourceName, id, generator, hasGenerator).Length, id);
                if (run.IsFull) Spill(run);
            }
        }
    }

    private void Spill(LeafRun run)
    {
        if (run.Count == 0) return;
        run.Sort();
        lock (_runs)
        {
            var (start, shared) = (_file.Position, run.Shared);
            run.WriteTo(_file);
            _runs.Add(new Run(run.Source, shared, start, _file.Position));
        }
    }

    private sealed record Run(string Source, IdPrefix Shared, long Start, long End);
}
