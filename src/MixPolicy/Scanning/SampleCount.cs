using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>How often a manifest's rows hold the texts of a sample. May be told of rows from any thread.</summary>
internal sealed class SampleCount
{
    private readonly Dictionary<Digest256, int> _places = [];
    private readonly ulong _below;
    private readonly long[] _times;

    /// <summary>Counts the texts of a sample: those below both of its limits, so that human and other text are drawn alike.</summary>
    public SampleCount(TextSample sample)
    {
        Sample = sample;
        _below = Math.Min(sample.Human.Below, sample.Other.Below);
        foreach (var (digest, _) in sample.Human.Texts.Concat(sample.Other.Texts))
        {
            if (digest.Head < _below) _places.TryAdd(digest, _places.Count);
        }

        _times = new long[_places.Count];
    }

    /// <summary>What is counted.</summary>
    public TextSample Sample { get; }

    /// <summary>Counts a row.</summary>
    public void Add(in Digest256 digest, long repetitions)
    {
        if (digest.Head < _below && _places.TryGetValue(digest, out var place)) Interlocked.Add(ref _times[place], repetitions);
    }

    /// <summary>The sample's texts that the rows hold, by digest, and how often.</summary>
    public IEnumerable<(Digest256 Digest, byte[] Text, long Times)> Held() => Sample.Human.Texts.Concat(Sample.Other.Texts)
        .DistinctBy(t => t.Key)
        .Where(t => _places.TryGetValue(t.Key, out var place) && _times[place] > 0)
        .OrderBy(t => t.Key)
        .Select(t => (t.Key, t.Value, _times[_places[t.Key]]));
}
