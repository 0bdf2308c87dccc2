namespace MixPolicy.Examples.Generations;

/// <summary>The rare words of the seed: those that it has at most five times.</summary>
internal sealed class Tail
{
    private const int RareUpTo = 5;

    private readonly Dictionary<string, int> _seen;

    /// <summary>The tail of these texts.</summary>
    public Tail(IReadOnlyCollection<string> seed)
    {
        _seen = seed.SelectMany(t => t.Split(' ')).CountBy(w => w, StringComparer.Ordinal).Where(c => c.Value <= RareUpTo)
            .ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
    }

    /// <summary>How often the seed has each word of the tail.</summary>
    public IReadOnlyDictionary<string, int> Seen => _seen;

    /// <summary>The share of the tail's words that texts have at all.</summary>
    public double Types(IEnumerable<string> texts) =>
        (double)texts.SelectMany(t => t.Split(' ')).Where(_seen.ContainsKey).Distinct(StringComparer.Ordinal).Count() / _seen.Count;

    /// <summary>The tail's share of texts, as a multiple of its share of a reference.</summary>
    public double Mass(IReadOnlyCollection<string> texts, IReadOnlyCollection<string> reference) => ShareOf(texts) / ShareOf(reference);

    private double ShareOf(IReadOnlyCollection<string> texts) =>
        (double)texts.Sum(t => t.Split(' ').Count(_seen.ContainsKey)) / texts.Sum(Sentences.Words);
}
