using System.Numerics;

namespace MixPolicy.Selection;

/// <summary>
/// How each stratum's amount and records lie over the range of selection keys: fixed memory however many records, and enough to find the
/// few records around any cut. May be filled by many threads at once: sums of integers do not depend on their order.
/// </summary>
internal sealed class KeyHistogram
{
    private const int MaxCells = 1 << 21;
    private readonly int _bits;
    private readonly long[] _amounts;
    private readonly long[] _records;

    /// <summary>For so many strata: from 64 to 65,536 buckets each, about 32 MB at most up to 32,768 strata.</summary>
    public KeyHistogram(int strata)
    {
        _bits = Math.Clamp(BitOperations.Log2((uint)(MaxCells / Math.Max(1, strata))), 6, 16);
        _amounts = new long[strata << _bits];
        _records = new long[strata << _bits];
    }

    /// <summary>Buckets a stratum has.</summary>
    public int Buckets => 1 << _bits;

    /// <summary>The bucket of a key: buckets are ranges of keys, in order.</summary>
    public int Bucket(ulong key) => (int)(key >> (64 - _bits));

    /// <summary>The smallest key of a bucket.</summary>
    public ulong FirstKey(int bucket) => (ulong)bucket << (64 - _bits);

    /// <summary>Counts a record.</summary>
    public void Add(int stratum, ulong key, long amount)
    {
        var cell = (stratum << _bits) + Bucket(key);
        Interlocked.Add(ref _amounts[cell], amount);
        Interlocked.Increment(ref _records[cell]);
    }

    /// <summary>Amount of a stratum in a bucket.</summary>
    public long Amount(int stratum, int bucket) => _amounts[(stratum << _bits) + bucket];

    /// <summary>Records of a stratum in a bucket.</summary>
    public long Records(int stratum, int bucket) => _records[(stratum << _bits) + bucket];
}
