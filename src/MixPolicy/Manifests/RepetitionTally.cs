using System.Numerics;
using System.Runtime.InteropServices;
using MixPolicy.Hashing;
using MixPolicy.Rules;

namespace MixPolicy.Manifests;

/// <summary>Counts how many texts are seen how often, and those that several rows hold. Not thread-safe.</summary>
/// <param name="ranks">By number of a source: its rank, from 0 for the one that allows most repetitions.</param>
internal sealed class RepetitionTally(IReadOnlyList<int> ranks)
{
    private readonly Dictionary<long, (long Texts, Int128 Amount)> _byTimes = [];
    private readonly Dictionary<(int Rank, long Times), long> _across = [];
    private readonly SharedTexts _copies = new();
    private readonly SharedTexts _conflicts = new();

    /// <summary>Adds texts, sorted by their digests; all rows of a text are among them.</summary>
    /// <param name="sorted">The texts.</param>
    /// <param name="conflicts">Texts that stand under two origins in the pool, sorted.</param>
    public void Add(ReadOnlySpan<SeenText> sorted, ReadOnlySpan<Digest256> conflicts)
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
            if (end - start > 1) AddShared(sorted[start..end], times, amount, conflicts);
            else if (conflicts.Length > 0) AddConflict(sorted[start..end], conflicts);
            start = end;
        }
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(RepetitionTally other)
    {
        foreach (var (times, (texts, amount)) in other._byTimes) Add(times, texts, amount);
        foreach (var (seen, texts) in other._across) Add(seen, texts);
        _copies.Add(other._copies);
        _conflicts.Add(other._conflicts);
    }

    /// <summary>What has been counted.</summary>
    /// <param name="names">The sources by rank.</param>
    public RepetitionCounts Counts(IReadOnlyList<string> names) =>
        new([.. _byTimes.OrderBy(t => t.Key).Select(t => new TimesSeen(t.Key, t.Value.Texts, (BigInteger)t.Value.Amount))])
        {
            Copies = _copies.Counts(),
            Conflicts = _conflicts.Counts(),
            Across = [.. _across.OrderBy(a => a.Key).Select(a => new SeenAcross(names[a.Key.Rank], a.Key.Times, a.Value))],
        };

    /// <summary>Adds a text that several rows hold.</summary>
    private void AddShared(ReadOnlySpan<SeenText> rows, long times, Int128 amount, ReadOnlySpan<Digest256> conflicts)
    {
        var (most, rank, isAcross) = ((Int128)0, int.MaxValue, false);
        foreach (ref readonly var row in rows)
        {
            most = Int128.Max(most, (Int128)row.Amount * row.Repetitions);
            rank = Math.Min(rank, ranks[row.Source]);
            isAcross |= row.Source != rows[0].Source;
        }

        _copies.Add(rows[0].Digest, rows.Length, amount - most);
        if (isAcross) Add((rank, times), 1);
        AddConflict(rows, conflicts);
    }

    private void AddConflict(ReadOnlySpan<SeenText> rows, ReadOnlySpan<Digest256> conflicts)
    {
        var isConflict = conflicts.BinarySearch(rows[0].Digest) >= 0;
        foreach (ref readonly var row in rows) isConflict |= row.IsHuman != rows[0].IsHuman;
        if (isConflict) _conflicts.Add(rows[0].Digest, rows.Length, 0);
    }

    private void Add((int Rank, long Times) seen, long texts) => CollectionsMarshal.GetValueRefOrAddDefault(_across, seen, out _) += texts;

    private void Add(long times, long texts, Int128 amount)
    {
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_byTimes, times, out _);
        seen = (seen.Texts + texts, seen.Amount + amount);
    }
}
