using System.Runtime.InteropServices;

namespace MixPolicy.Scanning;

/// <summary>Counts the rare types of a reference, and how many of those of one half the other half holds. Not thread-safe; counters can be added up.</summary>
/// <param name="maxCount">The most often that a rare type occurs.</param>
internal sealed class WordGroupCounter(int maxCount)
{
    private readonly Dictionary<long, long> _whole = [];
    private readonly Dictionary<long, long> _first = [];
    private readonly Dictionary<long, long> _second = [];
    private long _recalledBySecond;
    private long _recalledByFirst;
    private long _tokens;

    /// <summary>Adds a type.</summary>
    public void Add(in WordTotal total)
    {
        if (total.Count <= maxCount)
        {
            Add(_whole, total.Records, 1);
            _tokens += total.Count;
        }

        if (total.CountA >= 1 && total.CountA <= maxCount)
        {
            Add(_first, total.RecordsA, 1);
            if (total.RecordsB > 0) _recalledBySecond++;
        }

        if (total.CountB >= 1 && total.CountB <= maxCount)
        {
            Add(_second, total.RecordsB, 1);
            if (total.RecordsA > 0) _recalledByFirst++;
        }
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(WordGroupCounter other)
    {
        foreach (var (mine, theirs) in new[] { (_whole, other._whole), (_first, other._first), (_second, other._second) })
        {
            foreach (var (records, types) in theirs) Add(mine, records, types);
        }

        _recalledBySecond += other._recalledBySecond;
        _recalledByFirst += other._recalledByFirst;
        _tokens += other._tokens;
    }

    /// <summary>Occurrences of the rare types.</summary>
    public long Tokens => _tokens;

    /// <summary>What has been counted.</summary>
    /// <param name="wordsA">Words of the first half.</param>
    /// <param name="wordsB">Words of the second half.</param>
    /// <param name="rare">Words of the reference that are rare to their records.</param>
    public WordReference Reference(long wordsA, long wordsB, long rare) => new(
        wordsA + wordsB, rare, WordGroups.Of(_whole),
        new WordHalves(wordsA, wordsB, WordGroups.Of(_first), _recalledBySecond, WordGroups.Of(_second), _recalledByFirst));

    private static void Add(Dictionary<long, long> counts, long records, long types) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, records, out _) += types;
}
