using MixPolicy.Hashing;
using MixPolicy.Planning;
using MixPolicy.Scanning;
using MixPolicy.Selection;

namespace MixPolicy.Tests.Selection;

/// <summary>Records in memory, by stratum.</summary>
internal sealed record Pool(IReadOnlyList<IReadOnlyList<PoolRecord>> Records)
{
    public IReadOnlyList<Stratum> Strata { get; } = [.. Records.Select((records, i) => new Stratum(
        $"s{i:000}", i, Origin.Human, new RecordClass($"s{i:000}", Origin.Human, 0, null, []), default, records.Count,
        records.Sum(r => r.Amount), records.Select(r => r.Amount).DefaultIfEmpty().Max()))];

    public long Largest => Strata.Max(s => s.Largest);

    public static Digest256 Digest(Random random)
    {
        var bytes = new byte[Digest256.Size];
        random.NextBytes(bytes);
        return new Digest256(bytes);
    }

    /// <summary>The windows around planned amounts below caps.</summary>
    public CutWindow[] Windows(IReadOnlyList<long> asked, IReadOnlyList<long> most) => Windows(asked, [.. most.Select(m => new AmountRange(0, m, 0))]);

    /// <summary>The windows around planned amounts, filled as the selector fills them.</summary>
    public CutWindow[] Windows(IReadOnlyList<long> asked, IReadOnlyList<AmountRange> ranges)
    {
        var histogram = Histogram();
        return [.. Strata.Select((stratum, s) =>
        {
            var window = new CutWindow(s, stratum, asked[s], ranges[s], histogram);
            foreach (var record in Records[s])
            {
                var bucket = histogram.Bucket(record.Key);
                if (bucket >= window.FirstBucket && bucket <= window.LastBucket) window.Add(record.Key, record.Digest, record.Amount);
            }

            window.Complete();
            return window;
        })];
    }

    /// <summary>How the records lie over their keys.</summary>
    public KeyHistogram Histogram()
    {
        var histogram = new KeyHistogram(Strata.Count);
        for (var s = 0; s < Records.Count; s++)
        {
            foreach (var record in Records[s]) histogram.Add(s, record.Key, record.Amount);
        }

        return histogram;
    }

    /// <summary>What a cut takes, counted record by record.</summary>
    public (long Amount, long Records) Recount(int stratum, StratumCut cut)
    {
        var taken = Records[stratum].Select(r => (r.Amount, Times: cut.Repetitions(r.Key, r.Digest))).ToList();
        return (taken.Sum(t => t.Amount * t.Times), taken.Count(t => t.Times > 0));
    }
}

/// <summary>One record of a pool.</summary>
internal sealed record PoolRecord(ulong Key, Digest256 Digest, long Amount);
