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

    /// <summary>What has been counted, when nobody counts any more; null where no rule counts words, or there is no pool to measure them against.</summary>
    /// <param name="reference">The pool's; null where a manifest alone is judged.</param>
    /// <param name="threads">Workers, at least 1.</param>
    /// <param name="cancellation">Ends it.</param>
    public WordEvidence? Evidence(WordReference? reference, int threads, CancellationToken cancellation)
    {
        if (layout.Schema.Words is null || reference is null) return null;
        var groups = Workers.Run(RadixPartitions<SeenType>.Count, threads, () => new Groups(), (partition, own) => own.Add(_types, partition), cancellation);
        var sums = Enumerable.Range(0, 4).Select(i => _counters.Aggregate(Int128.Zero, (sum, c) => sum + c.Sums[i])).ToArray();
        return new WordEvidence(
            reference,
            new WordSums(sums[0], sums[1], _counters.Sum(c => c.Once), groups.Sum(g => g.Types)),
            new WordSums(sums[2], sums[3], _counters.Sum(c => c.OnceOutside), groups.Sum(g => g.Outside)));
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

        public void Add(RadixPartitions<SeenType> types, int partition)
        {
            var seen = types.Load(partition, ref _room);
            seen.Sort();
            for (var i = 0; i < seen.Length;)
            {
                var (hash, isOutside) = (seen[i].Hash, false);
                for (; i < seen.Length && seen[i].Hash == hash; i++) isOutside |= seen[i].IsOutside;
                Types++;
                if (isOutside) Outside++;
            }
        }
    }
}
