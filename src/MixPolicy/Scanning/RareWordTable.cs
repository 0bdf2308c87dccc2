using System.Numerics;

namespace MixPolicy.Scanning;

/// <summary>How often the reference holds the types that may be rare to some record. Thread-safe once filled.</summary>
internal sealed class RareWordTable
{
    /// <summary>Types that are held; a reference with more is sampled more thinly.</summary>
    public const int MostTypes = 1 << 22;

    private readonly ulong[] _hashes;
    private readonly int[] _counts;
    private readonly int _shift;

    /// <summary>A table of types.</summary>
    public RareWordTable(IReadOnlyCollection<WordCount> types)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * types.Count) + 2);
        (_hashes, _counts, _shift) = (new ulong[size], new int[size], 64 - BitOperations.Log2((uint)size));
        foreach (var type in types)
        {
            var at = Place(type.Hash);
            (_hashes[at], _counts[at]) = (type.Hash, type.Count);
        }
    }

    /// <summary>How often the reference holds a type; 0 for one that is not held here.</summary>
    public int Count(ulong hash) => _counts[Place(hash)];

    private int Place(ulong hash)
    {
        // Fibonacci hashing: the top bits of sampled hashes are much alike.
        var at = (int)(unchecked(hash * 0x9E3779B97F4A7C15) >> _shift);
        while (_counts[at] != 0 && _hashes[at] != hash) at = (at + 1) & (_hashes.Length - 1);
        return at;
    }
}
