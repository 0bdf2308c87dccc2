using System.Numerics;
using System.Runtime.InteropServices;
using MixPolicy.Rules;

namespace MixPolicy.Manifests;

/// <summary>Counts how many texts are seen how often. Not thread-safe.</summary>
internal sealed class RepetitionTally
{
    private readonly Dictionary<long, (long Texts, Int128 Amount)> _byTimes = [];

    /// <summary>Adds texts, sorted by their digests; all rows of a text are among them.</summary>
    public void Add(ReadOnlySpan<SeenText> sorted)
    {
        for (var start = 0; start < sorted.Length;)
        {
            var (end, times, amount) = (start, 0L, (Int128)0);
            for (; end < sorted.Length && sorted[end].Digest.Equals(sorted[start].Digest); end++)
            {
                times += sorted[end].Repetitions;
                amount += (Int128)sorted[end].Amount * sorted[end].Repetitions;
            }

            Add(times, 1, amount);
            start = end;
        }
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(RepetitionTally other)
    {
        foreach (var (times, (texts, amount)) in other._byTimes) Add(times, texts, amount);
    }

    /// <summary>What has been counted.</summary>
    public RepetitionCounts Counts() =>
        new([.. _byTimes.OrderBy(t => t.Key).Select(t => new TimesSeen(t.Key, t.Value.Texts, (BigInteger)t.Value.Amount))]);

    private void Add(long times, long texts, Int128 amount)
    {
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_byTimes, times, out _);
        seen = (seen.Texts + texts, seen.Amount + amount);
    }
}
