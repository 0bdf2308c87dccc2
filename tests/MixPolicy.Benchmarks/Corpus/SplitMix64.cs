namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Steele, Lea and Flood's SplitMix64: our own generator, so that the corpus is the same on every runtime.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>A whole number in 0..<paramref name="bound"/>-1; the bias of at most bound/2^32 does not matter here.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>The generator's finalizer. A bijection: different inputs give different outputs, so it makes unique ids.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
