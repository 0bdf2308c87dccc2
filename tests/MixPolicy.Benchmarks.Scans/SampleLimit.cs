namespace MixPolicy.Benchmarks.Scans;

/// <summary>How much of an origin's records the sample takes: those whose id's hash is below a limit.</summary>
/// <param name="Below">The limit.</param>
/// <param name="WeightPpm">For how many records of the corpus one of the sample stands, in millionths.</param>
internal readonly record struct SampleLimit(ulong Below, long WeightPpm)
{
    /// <summary>A fifth of all tokens, divided among origins as wished; an origin takes all that it has at most.</summary>
    public static Dictionary<string, SampleLimit> Of(IReadOnlyDictionary<string, long> tokens, IReadOnlyDictionary<string, int> percents)
    {
        var budget = tokens.Values.Sum() / 5.0;
        return tokens.ToDictionary(origin => origin.Key, origin => Of(budget * percents.GetValueOrDefault(origin.Key) / 100 / origin.Value), StringComparer.Ordinal);
    }

    private static SampleLimit Of(double rate)
    {
        // The largest double below 2 to the power of 64, as the peer's query has it.
        const double Most = 18446744073709549568;
        rate = Math.Min(1, rate);
        return new SampleLimit((ulong)(rate * Most), rate > 0 ? (long)Math.Round(1e6 / rate) : 0);
    }
}
