using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MixPolicy.Scanning;

/// <summary>
/// MinHash of a text over its shingles of five words, cut into bands, of each of which a hash remains. A text of fewer words is one shingle. Buffers
/// are reused; not thread-safe.
/// </summary>
internal sealed class NearSignature
{
    /// <summary>Words of a shingle.</summary>
    public const int ShingleWords = 5;

    private static readonly uint[] Factors = Numbers(1, odd: true);
    private static readonly uint[] Addends = Numbers(2, odd: false);
    private readonly WordCutter _cutter = new();
    private readonly uint[] _least = new uint[NearBands.Hashes];
    private readonly NearBands _bands;
    private readonly ulong[] _hashes;

    /// <summary>Signatures in some bands.</summary>
    public NearSignature(NearBands bands) => (_bands, _hashes) = (bands, new ulong[bands.Bands]);

    /// <summary>The hash of each band; empty for a text without words. They live until the next call.</summary>
    public ReadOnlySpan<ulong> Of(ReadOnlySpan<byte> text)
    {
        var words = _cutter.Cut(text);
        if (words.IsEmpty) return [];
        _least.AsSpan().Fill(uint.MaxValue);
        var last = Math.Max(0, words.Length - ShingleWords);
        for (var first = 0; first <= last; first++)
        {
            ulong shingle = 0;
            foreach (var word in words.Slice(first, Math.Min(ShingleWords, words.Length))) shingle = (BitOperations.RotateLeft(shingle, 23) ^ word) * 0x9E3779B97F4A7C15;
            Add((uint)(shingle >> 32));
        }

        for (var band = 0; band < _bands.Bands; band++)
        {
            _hashes[band] = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(_least.AsSpan(band * _bands.Rows, _bands.Rows)), band);
        }

        return _hashes;
    }

    /// <summary>Each function is a bijection of 32 bits: an odd multiple and a sum.</summary>
    private void Add(uint shingle)
    {
        var (value, at) = (new Vector<uint>(shingle), 0);
        for (; at <= NearBands.Hashes - Vector<uint>.Count; at += Vector<uint>.Count)
        {
            var hashes = (value * new Vector<uint>(Factors, at)) + new Vector<uint>(Addends, at);
            Vector.Min(new Vector<uint>(_least, at), hashes).CopyTo(_least, at);
        }

        for (; at < NearBands.Hashes; at++) _least[at] = Math.Min(_least[at], unchecked((shingle * Factors[at]) + Addends[at]));
    }

    private static uint[] Numbers(long seed, bool odd) =>
    [
        .. Enumerable.Range(0, NearBands.Hashes).Select(i => (uint)XxHash3.HashToUInt64(BitConverter.GetBytes(i), seed) | (odd ? 1u : 0)),
    ];
}
