using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>The texts with the smallest digests, as many as a number of bytes holds. Not thread-safe.</summary>
internal sealed class SmallestTexts
{
    private readonly SortedDictionary<Digest256, byte[]> _texts = [];
    private readonly PriorityQueue<Digest256, Digest256> _largest = new(Comparer<Digest256>.Create((a, b) => b.CompareTo(a)));
    private long _bytes;

    /// <summary>Every text whose digest's head is below this is there.</summary>
    public ulong Below { get; private set; } = ulong.MaxValue;

    /// <summary>The texts, by digest.</summary>
    public IReadOnlyCollection<KeyValuePair<Digest256, byte[]>> Texts => _texts;

    /// <summary>Takes a text, if its digest is small enough; of a long one the beginning.</summary>
    public void Add(ReadOnlySpan<byte> text, in Digest256 digest)
    {
        if (digest.Head >= Below || _texts.ContainsKey(digest)) return;
        var kept = Beginning(text).ToArray();
        _texts.Add(digest, kept);
        _largest.Enqueue(digest, digest);
        _bytes += kept.Length;
        while (_bytes > TextSampling.MaxBytes) Drop();
    }

    /// <summary>Takes what another has: afterwards every text below both limits, and below what the bytes allow, is there.</summary>
    public void Add(ulong below, IEnumerable<KeyValuePair<Digest256, byte[]>> texts)
    {
        Narrow(below);
        foreach (var (digest, text) in texts) Add(text, in digest);
    }

    /// <summary>Leaves out texts from a digest's head on.</summary>
    public void Narrow(ulong below)
    {
        while (_largest.TryPeek(out var digest, out _) && digest.Head >= below) Drop();
        Below = Math.Min(Below, below);
    }

    private void Drop()
    {
        var digest = _largest.Dequeue();
        _texts.Remove(digest, out var text);
        _bytes -= text!.Length;
        Below = Math.Min(Below, digest.Head);
    }

    /// <summary>At most so many bytes, between two code points.</summary>
    private static ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> text)
    {
        if (text.Length <= TextSampling.MaxTextBytes) return text;
        var end = TextSampling.MaxTextBytes;
        while (end > 0 && (text[end] & 0xC0) == 0x80) end--;
        return text[..end];
    }
}
