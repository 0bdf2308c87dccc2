namespace MixPolicy.Scanning;

/// <summary>Sums of strata, in the order of the inventory's. One worker an instance; instances are added up afterwards.</summary>
internal sealed class StratumSums(int strata)
{
    /// <summary>Records.</summary>
    public long[] Records { get; } = new long[strata];

    /// <summary>Their amount in the policy's unit, each once.</summary>
    public long[] Available { get; } = new long[strata];

    /// <summary>The largest single amount.</summary>
    public long[] Largest { get; } = new long[strata];

    /// <summary>Words of their texts.</summary>
    public long[] Words { get; } = new long[strata];

    /// <summary>Those of them that are rare.</summary>
    public long[] RareWords { get; } = new long[strata];

    /// <summary>Adds a unit's records, and lays them into the inventory's histogram.</summary>
    public void Add(Inventory inventory, int unit, CancellationToken cancellation)
    {
        using var reader = new PoolReader(inventory, unit);
        using var words = inventory.Words?.Open(unit);
        while (reader.Next(cancellation))
        {
            for (var i = 0; i < reader.Count; i++)
            {
                words?.Next();
                if (!reader.IsTaken(i)) continue;
                var (stratum, amount) = (reader.Stratum(i), reader.Amount(i));
                Add(stratum, 1, amount, amount);
                if (words is not null) AddWords(inventory, stratum, words);
                inventory.Histogram.Add(stratum, reader.Key(i), amount);
            }
        }
    }

    /// <summary>Adds what another worker has summed.</summary>
    public void Add(StratumSums other)
    {
        for (var s = 0; s < strata; s++)
        {
            Add(s, other.Records[s], other.Available[s], other.Largest[s]);
            Words[s] += other.Words[s];
            RareWords[s] += other.RareWords[s];
        }
    }

    private void AddWords(Inventory inventory, int stratum, WordsReader words)
    {
        var (sample, rare) = (inventory.Strata[stratum].Sample, inventory.Words!);
        Words[stratum] += words.Words;
        RareWords[stratum] += rare.Rare(words, rare.Need.IsReference(sample.Source, sample.Origin));
    }

    private void Add(int stratum, long records, long available, long largest)
    {
        Records[stratum] += records;
        Available[stratum] = checked(Available[stratum] + available);
        Largest[stratum] = Math.Max(Largest[stratum], largest);
    }
}
