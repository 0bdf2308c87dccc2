using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>
/// Counts the pool by what rules tell records apart by, before it is divided into strata: for rules that measure the mix against the pool. Walks the
/// record index once for each question, and not at all while nobody asks.
/// </summary>
internal sealed class PoolCensus(MixUnit unit, RecordSchema schema, RecordIndex index, int threads, CancellationToken cancellation)
{
    /// <summary>What classes hold.</summary>
    public RecordSchema Schema => schema;

    /// <summary>Sums by a key; records whose key is null are left out.</summary>
    /// <param name="keyOf">The key of a class of records.</param>
    public IReadOnlyDictionary<TKey, RecordSums> By<TKey>(Func<RecordClass, TKey?> keyOf)
        where TKey : notnull
    {
        var parts = index.ForEachUnit(threads, () => new Dictionary<TKey, RecordSums>(), (number, sums) => Add(number, keyOf, sums), cancellation);
        var all = new Dictionary<TKey, RecordSums>();
        foreach (var (key, sums) in parts.SelectMany(p => p)) all[key] = all.GetValueOrDefault(key) + sums;
        return all;
    }

    private void Add<TKey>(int number, Func<RecordClass, TKey?> keyOf, Dictionary<TKey, RecordSums> sums)
        where TKey : notnull
    {
        var own = new RecordSums[index.Units[number].Classes.Count];
        using var reader = new UnitReader(index, number);
        while (reader.Next(IndexBlock.Columns.Plan))
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < reader.Block.Count; i++)
            {
                if (reader.Occurrences[i] > 0) own[reader.Block.Classes[i]] += RecordSums.Of(reader.Block.Amount(unit, i));
            }
        }

        for (var c = 0; c < own.Length; c++)
        {
            if (own[c].Records > 0 && keyOf(index.Units[number].Classes[c]) is { } key) sums[key] = sums.GetValueOrDefault(key) + own[c];
        }
    }
}
