using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MixPolicy.Hashing;

/// <summary>Eight lanes (AVX2), which knows no rotation: one costs three instructions.</summary>
internal readonly unsafe struct Lanes8 : ILanes
{
    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>The bytes of each word, last first.</summary>
    private static Vector256<byte> LastFirst
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(
            0x0405060700010203, 0x0c0d0e0f08090a0bul, 0x0405060700010203, 0x0c0d0e0f08090a0b).AsByte();
    }

    /// <summary>A bit a lane.</summary>
    private static Vector256<uint> LaneBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(1u, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compress(uint* state, byte** blocks, uint fresh)
    {
        var s = (Vector256<uint>*)state;
        var w = s + Sha256Numbers.StateWords;
        Transpose(blocks, w, w + Sha256Numbers.BlockWords);

        var isFresh = Vector256.Equals(Vector256.Create(fresh) & LaneBits, LaneBits);
        ref var initial = ref MemoryMarshal.GetReference(Sha256Numbers.Initial);
        var a = s[0] = Vector256.ConditionalSelect(isFresh, All(ref initial, 0), s[0]);
        var b = s[1] = Vector256.ConditionalSelect(isFresh, All(ref initial, 1), s[1]);
        var c = s[2] = Vector256.ConditionalSelect(isFresh, All(ref initial, 2), s[2]);
        var d = s[3] = Vector256.ConditionalSelect(isFresh, All(ref initial, 3), s[3]);
        var e = s[4] = Vector256.ConditionalSelect(isFresh, All(ref initial, 4), s[4]);
        var f = s[5] = Vector256.ConditionalSelect(isFresh, All(ref initial, 5), s[5]);
        var g = s[6] = Vector256.ConditionalSelect(isFresh, All(ref initial, 6), s[6]);
        var h = s[7] = Vector256.ConditionalSelect(isFresh, All(ref initial, 7), s[7]);

        ref var k = ref MemoryMarshal.GetReference(Sha256Numbers.Constants);
        Round(a, b, c, ref d, e, f, g, ref h, w[0] + All(ref k, 0));
        Round(h, a, b, ref c, d, e, f, ref g, w[1] + All(ref k, 1));
        Round(g, h, a, ref b, c, d, e, ref f, w[2] + All(ref k, 2));
        Round(f, g, h, ref a, b, c, d, ref e, w[3] + All(ref k, 3));
        Round(e, f, g, ref h, a, b, c, ref d, w[4] + All(ref k, 4));
        Round(d, e, f, ref g, h, a, b, ref c, w[5] + All(ref k, 5));
        Round(c, d, e, ref f, g, h, a, ref b, w[6] + All(ref k, 6));
        Round(b, c, d, ref e, f, g, h, ref a, w[7] + All(ref k, 7));
        Round(a, b, c, ref d, e, f, g, ref h, w[8] + All(ref k, 8));
        Round(h, a, b, ref c, d, e, f, ref g, w[9] + All(ref k, 9));
        Round(g, h, a, ref b, c, d, e, ref f, w[10] + All(ref k, 10));
        Round(f, g, h, ref a, b, c, d, ref e, w[11] + All(ref k, 11));
        Round(e, f, g, ref h, a, b, c, ref d, w[12] + All(ref k, 12));
        Round(d, e, f, ref g, h, a, b, ref c, w[13] + All(ref k, 13));
        Round(c, d, e, ref f, g, h, a, ref b, w[14] + All(ref k, 14));
        Round(b, c, d, ref e, f, g, h, ref a, w[15] + All(ref k, 15));
        for (var round = Sha256Numbers.BlockWords; round < Sha256Numbers.Rounds; round += Sha256Numbers.BlockWords)
        {
            k = ref Unsafe.Add(ref k, Sha256Numbers.BlockWords);
            Round(a, b, c, ref d, e, f, g, ref h, (w[0] = Next(w[0], w[1], w[9], w[14])) + All(ref k, 0));
            Round(h, a, b, ref c, d, e, f, ref g, (w[1] = Next(w[1], w[2], w[10], w[15])) + All(ref k, 1));
            Round(g, h, a, ref b, c, d, e, ref f, (w[2] = Next(w[2], w[3], w[11], w[0])) + All(ref k, 2));
            Round(f, g, h, ref a, b, c, d, ref e, (w[3] = Next(w[3], w[4], w[12], w[1])) + All(ref k, 3));
            Round(e, f, g, ref h, a, b, c, ref d, (w[4] = Next(w[4], w[5], w[13], w[2])) + All(ref k, 4));
            Round(d, e, f, ref g, h, a, b, ref c, (w[5] = Next(w[5], w[6], w[14], w[3])) + All(ref k, 5));
            Round(c, d, e, ref f, g, h, a, ref b, (w[6] = Next(w[6], w[7], w[15], w[4])) + All(ref k, 6));
            Round(b, c, d, ref e, f, g, h, ref a, (w[7] = Next(w[7], w[8], w[0], w[5])) + All(ref k, 7));
            Round(a, b, c, ref d, e, f, g, ref h, (w[8] = Next(w[8], w[9], w[1], w[6])) + All(ref k, 8));
            Round(h, a, b, ref c, d, e, f, ref g, (w[9] = Next(w[9], w[10], w[2], w[7])) + All(ref k, 9));
            Round(g, h, a, ref b, c, d, e, ref f, (w[10] = Next(w[10], w[11], w[3], w[8])) + All(ref k, 10));
            Round(f, g, h, ref a, b, c, d, ref e, (w[11] = Next(w[11], w[12], w[4], w[9])) + All(ref k, 11));
            Round(e, f, g, ref h, a, b, c, ref d, (w[12] = Next(w[12], w[13], w[5], w[10])) + All(ref k, 12));
            Round(d, e, f, ref g, h, a, b, ref c, (w[13] = Next(w[13], w[14], w[6], w[11])) + All(ref k, 13));
            Round(c, d, e, ref f, g, h, a, ref b, (w[14] = Next(w[14], w[15], w[7], w[12])) + All(ref k, 14));
            Round(b, c, d, ref e, f, g, h, ref a, (w[15] = Next(w[15], w[0], w[8], w[13])) + All(ref k, 15));
        }

        s[0] += a;
        s[1] += b;
        s[2] += c;
        s[3] += d;
        s[4] += e;
        s[5] += f;
        s[6] += g;
        s[7] += h;
    }

    /// <summary>One of the numbers, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> All(ref uint numbers, int index) => Vector256.Create(Unsafe.Add(ref numbers, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        Vector256<uint> a, Vector256<uint> b, Vector256<uint> c, ref Vector256<uint> d,
        Vector256<uint> e, Vector256<uint> f, Vector256<uint> g, ref Vector256<uint> h, Vector256<uint> word)
    {
        var choice = g ^ (e & (f ^ g));
        var majority = b ^ ((a ^ b) & (b ^ c));
        var sum = h + word + choice + (Turn(e, 6) ^ Turn(e, 11) ^ Turn(e, 25));
        d += sum;
        h = sum + (majority + (Turn(a, 2) ^ Turn(a, 13) ^ Turn(a, 22)));
    }

    /// <summary>The word of the message schedule that follows sixteen: from the first, second, tenth and fifteenth of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Next(Vector256<uint> w0, Vector256<uint> w1, Vector256<uint> w9, Vector256<uint> w14)
    {
        var small0 = Turn(w1, 7) ^ Turn(w1, 18) ^ (w1 >>> 3);
        var small1 = Turn(w14, 17) ^ Turn(w14, 19) ^ (w14 >>> 10);
        return w0 + w9 + small0 + small1;
    }

    /// <summary>Rotates each number to the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Turn(Vector256<uint> x, int bits) => (x >>> bits) ^ (x << (32 - bits));

    /// <summary>Turns eight blocks, one a lane, into sixteen words of all lanes, half a block at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(byte** blocks, Vector256<uint>* words, Vector256<uint>* groups)
    {
        for (var lane = 0; lane < 8; lane++) Sse.Prefetch0(blocks[lane] + ILanes.Ahead);
        for (var half = 0; half < 2; half++, words += 8)
        {
            for (var group = 0; group < 2; group++)
            {
                var row0 = Load(blocks[(4 * group) + 0], half);
                var row1 = Load(blocks[(4 * group) + 1], half);
                var row2 = Load(blocks[(4 * group) + 2], half);
                var row3 = Load(blocks[(4 * group) + 3], half);
                var low01 = Avx2.UnpackLow(row0, row1).AsUInt64();
                var low23 = Avx2.UnpackLow(row2, row3).AsUInt64();
                var high01 = Avx2.UnpackHigh(row0, row1).AsUInt64();
                var high23 = Avx2.UnpackHigh(row2, row3).AsUInt64();
                groups[group] = Avx2.UnpackLow(low01, low23).AsUInt32();
                groups[group + 2] = Avx2.UnpackHigh(low01, low23).AsUInt32();
                groups[group + 4] = Avx2.UnpackLow(high01, high23).AsUInt32();
                groups[group + 6] = Avx2.UnpackHigh(high01, high23).AsUInt32();
            }

            // A group's vector holds the words c and c+4 of its lanes, a half each.
            for (var c = 0; c < 4; c++)
            {
                words[c] = Avx2.Permute2x128(groups[2 * c], groups[(2 * c) + 1], 0x20);
                words[c + 4] = Avx2.Permute2x128(groups[2 * c], groups[(2 * c) + 1], 0x31);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Load(byte* block, int half) =>
        Avx2.Shuffle(Vector256.Load(block + (32 * half)), LastFirst).AsUInt32();
}
