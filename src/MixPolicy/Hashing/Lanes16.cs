using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MixPolicy.Hashing;

/// <summary>Sixteen lanes (AVX-512).</summary>
internal readonly unsafe struct Lanes16 : ILanes
{
    /// <inheritdoc/>
    public static int Count => 16;

    /// <inheritdoc/>
    public static bool IsSupported => Avx512BW.IsSupported;

    /// <summary>The bytes of each word, last first.</summary>
    private static Vector512<byte> LastFirst
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            0x0405060700010203, 0x0c0d0e0f08090a0bul, 0x0405060700010203, 0x0c0d0e0f08090a0b,
            0x0405060700010203, 0x0c0d0e0f08090a0b, 0x0405060700010203, 0x0c0d0e0f08090a0b).AsByte();
    }

    /// <summary>A bit a lane.</summary>
    private static Vector512<uint> LaneBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            1u, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8,
            1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compress(uint* state, byte** blocks, uint fresh)
    {
        var s = (Vector512<uint>*)state;
        var words = s + Sha256Numbers.StateWords;
        Transpose(blocks, words, words + Sha256Numbers.BlockWords);

        var isFresh = Vector512.Equals(Vector512.Create(fresh) & LaneBits, LaneBits);
        ref var initial = ref MemoryMarshal.GetReference(Sha256Numbers.Initial);
        var a = s[0] = Vector512.ConditionalSelect(isFresh, All(ref initial, 0), s[0]);
        var b = s[1] = Vector512.ConditionalSelect(isFresh, All(ref initial, 1), s[1]);
        var c = s[2] = Vector512.ConditionalSelect(isFresh, All(ref initial, 2), s[2]);
        var d = s[3] = Vector512.ConditionalSelect(isFresh, All(ref initial, 3), s[3]);
        var e = s[4] = Vector512.ConditionalSelect(isFresh, All(ref initial, 4), s[4]);
        var f = s[5] = Vector512.ConditionalSelect(isFresh, All(ref initial, 5), s[5]);
        var g = s[6] = Vector512.ConditionalSelect(isFresh, All(ref initial, 6), s[6]);
        var h = s[7] = Vector512.ConditionalSelect(isFresh, All(ref initial, 7), s[7]);

        ref var k = ref MemoryMarshal.GetReference(Sha256Numbers.Constants);
        var w0 = words[0];
        var w1 = words[1];
        var w2 = words[2];
        var w3 = words[3];
        var w4 = words[4];
        var w5 = words[5];
        var w6 = words[6];
        var w7 = words[7];
        var w8 = words[8];
        var w9 = words[9];
        var w10 = words[10];
        var w11 = words[11];
        var w12 = words[12];
        var w13 = words[13];
        var w14 = words[14];
        var w15 = words[15];
        Round(a, b, c, ref d, e, f, g, ref h, w0 + All(ref k, 0));
        Round(h, a, b, ref c, d, e, f, ref g, w1 + All(ref k, 1));
        Round(g, h, a, ref b, c, d, e, ref f, w2 + All(ref k, 2));
        Round(f, g, h, ref a, b, c, d, ref e, w3 + All(ref k, 3));
        Round(e, f, g, ref h, a, b, c, ref d, w4 + All(ref k, 4));
        Round(d, e, f, ref g, h, a, b, ref c, w5 + All(ref k, 5));
        Round(c, d, e, ref f, g, h, a, ref b, w6 + All(ref k, 6));
        Round(b, c, d, ref e, f, g, h, ref a, w7 + All(ref k, 7));
        Round(a, b, c, ref d, e, f, g, ref h, w8 + All(ref k, 8));
        Round(h, a, b, ref c, d, e, f, ref g, w9 + All(ref k, 9));
        Round(g, h, a, ref b, c, d, e, ref f, w10 + All(ref k, 10));
        Round(f, g, h, ref a, b, c, d, ref e, w11 + All(ref k, 11));
        Round(e, f, g, ref h, a, b, c, ref d, w12 + All(ref k, 12));
        Round(d, e, f, ref g, h, a, b, ref c, w13 + All(ref k, 13));
        Round(c, d, e, ref f, g, h, a, ref b, w14 + All(ref k, 14));
        Round(b, c, d, ref e, f, g, h, ref a, w15 + All(ref k, 15));
        for (var round = Sha256Numbers.BlockWords; round < Sha256Numbers.Rounds; round += Sha256Numbers.BlockWords)
        {
            k = ref Unsafe.Add(ref k, Sha256Numbers.BlockWords);
            Round(a, b, c, ref d, e, f, g, ref h, (w0 = Next(w0, w1, w9, w14)) + All(ref k, 0));
            Round(h, a, b, ref c, d, e, f, ref g, (w1 = Next(w1, w2, w10, w15)) + All(ref k, 1));
            Round(g, h, a, ref b, c, d, e, ref f, (w2 = Next(w2, w3, w11, w0)) + All(ref k, 2));
            Round(f, g, h, ref a, b, c, d, ref e, (w3 = Next(w3, w4, w12, w1)) + All(ref k, 3));
            Round(e, f, g, ref h, a, b, c, ref d, (w4 = Next(w4, w5, w13, w2)) + All(ref k, 4));
            Round(d, e, f, ref g, h, a, b, ref c, (w5 = Next(w5, w6, w14, w3)) + All(ref k, 5));
            Round(c, d, e, ref f, g, h, a, ref b, (w6 = Next(w6, w7, w15, w4)) + All(ref k, 6));
            Round(b, c, d, ref e, f, g, h, ref a, (w7 = Next(w7, w8, w0, w5)) + All(ref k, 7));
            Round(a, b, c, ref d, e, f, g, ref h, (w8 = Next(w8, w9, w1, w6)) + All(ref k, 8));
            Round(h, a, b, ref c, d, e, f, ref g, (w9 = Next(w9, w10, w2, w7)) + All(ref k, 9));
            Round(g, h, a, ref b, c, d, e, ref f, (w10 = Next(w10, w11, w3, w8)) + All(ref k, 10));
            Round(f, g, h, ref a, b, c, d, ref e, (w11 = Next(w11, w12, w4, w9)) + All(ref k, 11));
            Round(e, f, g, ref h, a, b, c, ref d, (w12 = Next(w12, w13, w5, w10)) + All(ref k, 12));
            Round(d, e, f, ref g, h, a, b, ref c, (w13 = Next(w13, w14, w6, w11)) + All(ref k, 13));
            Round(c, d, e, ref f, g, h, a, ref b, (w14 = Next(w14, w15, w7, w12)) + All(ref k, 14));
            Round(b, c, d, ref e, f, g, h, ref a, (w15 = Next(w15, w0, w8, w13)) + All(ref k, 15));
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
    private static Vector512<uint> All(ref uint numbers, int index) => Vector512.Create(Unsafe.Add(ref numbers, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, ref Vector512<uint> d,
        Vector512<uint> e, Vector512<uint> f, Vector512<uint> g, ref Vector512<uint> h, Vector512<uint> word)
    {
        var choice = Avx512F.TernaryLogic(e, f, g, 0xca);
        var majority = Avx512F.TernaryLogic(a, b, c, 0xe8);
        var before = d;
        d = d + (h + word) + choice + Xor(Avx512F.RotateRight(e, 6), Avx512F.RotateRight(e, 11), Avx512F.RotateRight(e, 25));
        h = d - before + majority + Xor(Avx512F.RotateRight(a, 2), Avx512F.RotateRight(a, 13), Avx512F.RotateRight(a, 22));
    }

    /// <summary>The word of the message schedule that follows sixteen: from the first, second, tenth and fifteenth of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Next(Vector512<uint> w0, Vector512<uint> w1, Vector512<uint> w9, Vector512<uint> w14)
    {
        var small0 = Xor(Avx512F.RotateRight(w1, 7), Avx512F.RotateRight(w1, 18), w1 >>> 3);
        var small1 = Xor(Avx512F.RotateRight(w14, 17), Avx512F.RotateRight(w14, 19), w14 >>> 10);
        return w0 + w9 + small0 + small1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Xor(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) => Avx512F.TernaryLogic(x, y, z, 0x96);

    /// <summary>Turns sixteen blocks, one a lane, into sixteen words of all lanes: first 4 by 4 within groups of four lanes, then the groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(byte** blocks, Vector512<uint>* words, Vector512<uint>* groups)
    {
        for (var group = 0; group < 4; group++)
        {
            var row0 = Load(blocks[(4 * group) + 0]);
            var row1 = Load(blocks[(4 * group) + 1]);
            var row2 = Load(blocks[(4 * group) + 2]);
            var row3 = Load(blocks[(4 * group) + 3]);
            var low01 = Avx512F.UnpackLow(row0, row1).AsUInt64();
            var low23 = Avx512F.UnpackLow(row2, row3).AsUInt64();
            var high01 = Avx512F.UnpackHigh(row0, row1).AsUInt64();
            var high23 = Avx512F.UnpackHigh(row2, row3).AsUInt64();
            groups[group] = Avx512F.UnpackLow(low01, low23).AsUInt32();
            groups[group + 4] = Avx512F.UnpackHigh(low01, low23).AsUInt32();
            groups[group + 8] = Avx512F.UnpackLow(high01, high23).AsUInt32();
            groups[group + 12] = Avx512F.UnpackHigh(high01, high23).AsUInt32();
        }

        // A group's vector holds the words c, c+4, c+8 and c+12 of its lanes, a quarter each.
        for (var c = 0; c < 4; c++, groups += 4)
        {
            var even01 = Avx512F.Shuffle4x128(groups[0], groups[1], 0x88);
            var even23 = Avx512F.Shuffle4x128(groups[2], groups[3], 0x88);
            var odd01 = Avx512F.Shuffle4x128(groups[0], groups[1], 0xdd);
            var odd23 = Avx512F.Shuffle4x128(groups[2], groups[3], 0xdd);
            words[c] = Avx512F.Shuffle4x128(even01, even23, 0x88);
            words[c + 4] = Avx512F.Shuffle4x128(odd01, odd23, 0x88);
            words[c + 8] = Avx512F.Shuffle4x128(even01, even23, 0xdd);
            words[c + 12] = Avx512F.Shuffle4x128(odd01, odd23, 0xdd);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Load(byte* block)
    {
        Sse.Prefetch0(block + ILanes.Ahead);
        return Avx512BW.Shuffle(Vector512.Load(block), LastFirst).AsUInt32();
    }
}
