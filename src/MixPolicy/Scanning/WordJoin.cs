namespace MixPolicy.Scanning;

/// <summary>Joins the tallies of word types by partitions: what each type comes to over the whole reference.</summary>
/// <param name="Types">Types that may be rare to some record, and how often the reference holds them.</param>
/// <param name="Counter">The rare types, counted.</param>
internal sealed record WordJoin(IReadOnlyCollection<WordCount> Types, WordGroupCounter Counter)
{
    /// <summary>Joins; null when there are more types than a table holds.</summary>
    /// <param name="partitions">The tallies; nobody writes any more.</param>
    /// <param name="maxCount">The most often that a rare type occurs.</param>
    /// <param name="lastHash">The largest hash of a type that is counted.</param>
    /// <param name="threads">Workers, at least 1.</param>
    /// <param name="cancellation">Ends it.</param>
    public static WordJoin? Run(RadixPartitions<WordTotal> partitions, int maxCount, ulong lastHash, int threads, CancellationToken cancellation)
    {
        long total = 0;
        var joins = Workers.Run(
            RadixPartitions<WordTotal>.Count,
            threads,
            () => new Worker(maxCount, lastHash),
            (partition, worker) =>
            {
                if (Interlocked.Read(ref total) <= RareWordTable.MostTypes) Interlocked.Add(ref total, worker.Add(partitions, partition));
            },
            cancellation);
        if (total > RareWordTable.MostTypes) return null;
        foreach (var other in joins.Skip(1))
        {
            joins[0].Types.AddRange(other.Types);
            joins[0].Counter.Add(other.Counter);
        }

        return new WordJoin(joins[0].Types, joins[0].Counter);
    }

    private sealed class Worker(int maxCount, ulong lastHash)
    {
        private WordTotal[] _room = [];

        public List<WordCount> Types { get; } = [];

        public WordGroupCounter Counter { get; } = new(maxCount);

        /// <summary>Joins a partition; how many types of it may be rare.</summary>
        public int Add(RadixPartitions<WordTotal> partitions, int partition)
        {
            var totals = partitions.Load(partition, ref _room);
            totals.Sort();
            var before = Types.Count;
            for (var i = 0; i < totals.Length;)
            {
                var total = totals[i];
                while (++i < totals.Length && totals[i].Hash == total.Hash) total = total.And(in totals[i]);
                if (total.Hash > lastHash) continue;
                Counter.Add(in total);
                if (total.Count - total.MostInOne <= maxCount) Types.Add(new WordCount(total.Hash, (int)Math.Min(int.MaxValue, total.Count)));
            }

            return Types.Count - before;
        }
    }
}
