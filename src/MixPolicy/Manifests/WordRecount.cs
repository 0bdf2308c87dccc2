using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Manifests;

/// <summary>Counts the words of a manifest from its rows: sums row by row, then different types by partitions.</summary>
internal sealed class WordRecount(RecountLayout layout, string workFolder) : IDisposable
{
    private readonly RadixPartitions<SeenType> _types = new(Path.Combine(workFolder, "rare-types"));
    private readonly List<WordRows> _counters = [];

    /// <summary>A counter for a worker; null where no rule counts words. Thread-safe.</summary>
    public WordRows? Open()
    {
        if (layout.Schema.Words is null) return null;
        var counter = new WordRows(layout, _types);
        lock (_counters) _counters.Add(counter);
        return counter;
    }

    /// <summary>What has been counted, when nobody counts any more; null where no rule counts words.</summary>
    /// <param name="reference">The pool's; null to go by the rows of the manifest itself.</param>
    /// <param name="threads">Workers, at least 1.</param>
    /// <param name="cancellation">Ends it.</param>
    public WordEvidence? Evidence(WordReference? reference, int threads, CancellationToken cancellation)
    {
        if (layout.Schema.Words is null) return null;
        var groups = Workers.Run(RadixPartitions<SeenType>.Count, threads, () => new Groups(), (partition, own) => own.Add(_types, partition), cancellation);
        foreach (var other in groups.Skip(1)) groups[0].Add(other);
        var once = Enumerable.Range(0, 3).Select(holder => _counters.Sum(c => c.Once[holder])).ToArray();
        var sums = Enumerable.Range(0, 4).Select(i => _counters.Aggregate(Int128.Zero, (sum, c) => sum + c.Sums[i])).ToArray();
        return new WordEvidence(
            reference ?? groups[0].Rows.Reference(once[1], once[2], _counters.Sum(c => c.ReferenceRare)),
            reference is null,
            new WordSums(sums[0], sums[1], once.Sum(), groups[0].Types),
            new WordSums(sums[2], sums[3], once[0], groups[0].Outside));
    }

    /// <inheritdoc/>
    public void Dispose() => _types.Dispose();

    /// <summary>Counts different types. One worker an instance.</summary>
    private sealed class Groups
    {
        private SeenType[] _room = [];

        /// <summary>Types that any row holds.</summary>
        public long Types { get; private set; }

        /// <summary>Types that a row outside the reference holds.</summary>
        public long Outside { get; private set; }

        /// <summary>The types of the reference's rows: the most that rows tell of it. All of them are rare.</summary>
        public WordGroupCounter Rows { get; } = new(int.MaxValue);

        public void Add(RadixPartitions<SeenType> types, int partition)
        {
            var seen = types.Load(partition, ref _room);
            seen.Sort();
            Span<int> holders = stackalloc int[3];
            for (var i = 0; i < seen.Length;)
            {
                holders.Clear();
                var hash = seen[i].Hash;
                for (; i < seen.Length && seen[i].Hash == hash; i++) holders[(int)seen[i].Holder]++;
                Types++;
                if (holders[0] > 0) Outside++;
                if (holders[1] + holders[2] > 0) Rows.Add(new WordTotal(hash, holders[1], holders[2], holders[1], holders[2], 1));
            }
        }

        public void Add(Groups other)
        {
            Types += other.Types;
            Outside += other.Outside;
            Rows.Add(other.Rows);
        }
    }
}
