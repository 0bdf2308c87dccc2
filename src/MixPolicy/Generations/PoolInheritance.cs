using MixPolicy.Diagnostics;
using MixPolicy.Manifests;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Generations;

/// <summary>
/// Finds what of the parent's texts the pool holds, outside memory, before anything is planned: leaves out what was taken down, says of one record of
/// each human text that it must be taken, and of records with a fresh date that their text is not new.
/// </summary>
internal sealed class PoolInheritance : IDisposable
{
    private readonly Policy _policy;
    private readonly ParentTexts _parent;
    private readonly RecordIndex _index;
    private readonly RadixPartitions<PooledText> _pool;
    private readonly RowFates _fates;
    private readonly bool[][] _refused;
    private readonly bool _holdsRefused;
    private readonly int[] _ranks;

    private PoolInheritance(Policy policy, RecordSchema schema, ParentTexts parent, RecordIndex index)
    {
        (_policy, _parent, _index, _ranks) = (policy, parent, index, SourceRanks.Of(policy));
        // Kept in the pool is what could be taken; and budget: all takes everything.
        _holdsRefused = policy.Mix.Budget.IsAll || parent.Ancestry.Terms.In == KeptIn.Manifest;
        _refused = RefusedClasses.Of(policy, schema, index);
        _pool = new RadixPartitions<PooledText>(Path.Combine(index.WorkFolder, "pool-texts"));
        _fates = new RowFates(Path.Combine(index.WorkFolder, "pool-fates"), parent.Rows);
    }

    /// <summary>Marks the index; null when no rule looks at the generation before.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="schema">What classes hold.</param>
    /// <param name="parent">The parent's texts.</param>
    /// <param name="index">The pool; who is who in it is settled, and which of several copies of a text is taken.</param>
    /// <param name="threads">Workers, at least 1; changes nothing.</param>
    /// <param name="diagnostics">Gets findings.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static PoolFindings? Settle(
        Policy policy, RecordSchema schema, ParentTexts? parent, RecordIndex index, int threads, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (parent is null) return null;
        using var pool = new PoolInheritance(policy, schema, parent, index);
        try
        {
            return pool.Settle(threads, cancellation);
        }
        catch (SourceFileException e) when (e.Code == Codes.ParentUnreadable)
        {
            diagnostics.Error(e.Code, parent.Ancestry.Terms.Parent!.Value.Place, e.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pool.Dispose();
        _fates.Dispose();
    }

    private PoolFindings Settle(int threads, CancellationToken cancellation)
    {
        _index.ForEachUnit(threads, _pool.Open, (unit, writer) => Divide(unit, writer, cancellation), cancellation);
        var asksPool = _parent.Ancestry.Terms.In == KeptIn.Pool;
        var workers = Workers.Run(
            RadixPartitions<PooledText>.Count,
            threads,
            () => new Worker(this, new InheritedJoin(_parent, asksPool ? _fates : null)),
            (partition, worker) => worker.Settle(partition),
            cancellation);
        var counts = workers.Aggregate(default(KeptCounts), (sum, w) => sum + w.Counts);
        var missing = MissingRecords.None;
        if (asksPool && _fates.Any)
        {
            using var held = new HeldInPool(_policy, _index, _holdsRefused ? null : _refused, threads, cancellation);
            missing = MissingSurvey.Run(_parent, _fates, _policy.Mix.Unit, held, _index.WorkFolder, threads, cancellation);
        }

        return new PoolFindings(counts, missing, workers.Sum(w => w.TakenDown));
    }

    private void Divide(int unit, RadixPartitions<PooledText>.Writer writer, CancellationToken cancellation)
    {
        var classes = _index.Units[unit].Classes;
        using var reader = new UnitReader(_index, unit);
        while (reader.Next(IndexBlock.Columns.Texts))
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < reader.Block.Count; i++)
            {
                if (reader.Occurrences[i] <= 0 || (!_holdsRefused && _refused[unit][reader.Block.Classes[i]])) continue;
                var record = classes[reader.Block.Classes[i]];
                var fact = reader.Fact(i);
                var text = new PooledText(
                    reader.Block.Digests[i], reader.Block.Keys[i], reader.UnitStart + reader.BlockStart + i, reader.Occurrences[i], record.IsHuman,
                    record.Fresh == true, fact.IsElsewhere || fact.IsCopy || fact.TextCap == 0 || _refused[unit][reader.Block.Classes[i]]);
                writer.Add(text.Head, in text);
            }
        }
    }

    /// <summary>Settles partitions; buffers are reused.</summary>
    private sealed class Worker(PoolInheritance pool, InheritedJoin join)
    {
        private readonly SpreadSorter<PooledText> _sorter = new(RadixPartitions<PooledText>.Bits);
        private PooledText[] _room = [];

        public KeptCounts Counts => join.Counts;

        public long TakenDown { get; private set; }

        public void Settle(int partition)
        {
            var sorted = _sorter.Sort(pool._pool.Load(partition, ref _room));
            join.Join<PooledText>(partition, TakeDown(partition, sorted), Met);
        }

        /// <summary>Marks what was taken down, and closes the gaps that it leaves.</summary>
        private Span<PooledText> TakeDown(int partition, Span<PooledText> sorted)
        {
            var tombstones = pool._parent.Ancestry.Tombstones;
            if (tombstones.Of(partition, RadixPartitions<PooledText>.Bits).IsEmpty) return sorted;
            var kept = 0;
            foreach (var text in sorted)
            {
                if (!tombstones.Use(text.Digest))
                {
                    sorted[kept++] = text;
                    continue;
                }

                pool._index.Mark(text.Number, RecordIndex.Dropped);
                TakenDown++;
            }

            return sorted[..kept];
        }

        private void Met(ReadOnlySpan<PooledText> group, int first, bool isHuman)
        {
            foreach (ref readonly var text in group)
            {
                if (text.IsFresh) pool._index.Facts.Add(text.Number, RecordFact.SeenBefore);
            }

            if (!isHuman || pool._parent.Ancestry.Terms.In != KeptIn.Manifest) return;
            PooledText? chosen = null;
            foreach (ref readonly var text in group)
            {
                if (text.IsHuman && (chosen is not { } best || Compare(text, best) < 0)) chosen = text;
            }

            if (chosen is { } one) pool._index.Facts.Add(one.Number, RecordFact.InParent);
        }

        /// <summary>The order in which records of a text are chosen from; it does not depend on the names and order of files.</summary>
        private int Compare(in PooledText a, in PooledText b)
        {
            var order = a.IsAside.CompareTo(b.IsAside);
            if (order == 0) order = Rank(a).CompareTo(Rank(b));
            if (order == 0) order = a.Key.CompareTo(b.Key);
            if (order == 0) order = a.Occurrence.CompareTo(b.Occurrence);
            return order != 0 ? order : a.Number.CompareTo(b.Number);
        }

        private int Rank(in PooledText text) => pool._ranks[pool._index.Units[pool._index.UnitOf(text.Number)].File.Source];
    }
}
