using System.Numerics;

namespace MixPolicy.Simulation;

/// <summary>
/// The xoshiro256** generator of Blackman and Vigna (https://prng.di.unimi.it), seeded by SplitMix64 as its authors advise. Written out
/// here because the numbers must be the same in every version of the runtime. Not for secrets; not thread-safe.
/// </summary>
internal sealed class Xoshiro256
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>The stream with a number under a seed. Streams of one seed are independent for all that a simulation can tell.</summary>
    public Xoshiro256(ulong seed, ulong stream)
    {
        var state = Mix(Mix(seed + GoldenGamma) ^ stream);
        _a = SplitMix64(ref state);
        _b = SplitMix64(ref state);
        _c = SplitMix64(ref state);
        _d = SplitMix64(ref state);
    }

    /// <summary>A generator in a state given whole; at least one word must not be 0.</summary>
    internal Xoshiro256(ulong a, ulong b, ulong c, ulong d)
    {
        (_a, _b, _c, _d) = (a, b, c, d);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from 0 up to, and without, the bound, each equally likely (Lemire's multiplication, with rejection).</summary>
    /// <param name="bound">At least 1.</param>
    public ulong Below(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        var high = Math.BigMul(Next(), bound, out var low);
        if (low >= bound) return high;
        var refused = (0 - bound) % bound;
        while (low < refused) high = Math.BigMul(Next(), bound, out low);
        return high;
    }

    /// <summary>One step of SplitMix64 (Steele, Lea and Flood).</summary>
    internal static ulong SplitMix64(ref ulong state) => Mix(state += GoldenGamma);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
