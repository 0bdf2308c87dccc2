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

    /// <summary>Each word's bytes the other way round.</summary>
    private static Vector512<byte> BigEndian => Vector512.Create(
        0x0405060700010203, 0x0c0d0e0f08090a0bul, 0x0405060700010203, 0x0c0d0e0f08090a0b,
        0x0405060700010203, 0x0c0d0e0f08090a0b, 0x0405060700010203, 0x0c0d0e0f08090a0b).AsByte();

    private static Vector512<uint> LaneBits => Vector512.Create(
        1u, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15);

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compress(uint* state, byte** blocks, uint fresh)
    {
        var words = stackalloc Vector512<uint>[Sha256Numbers.BlockWords];
        Transpose(blocks, words);

        var s = (Vector512<uint>*)state;
        var isFresh = Vector512.Equals(Vector512.Create(fresh) & LaneBits, LaneBits);
        ref var initial = ref MemoryMarshal.GetReference(Sha256Numbers.Initial);
        var a = s[0] = Vector512.ConditionalSelect(isFresh, Vector512.Create(initial), s[0]);
        var b = s[1] = Vector512.ConditionalSelect(isFresh, Vector512.Create(Unsafe.Add(ref initial, 1)), s[1]);
        var c = s[2] = Vector512.ConditionalSelect(isFresh, Vector512.Create(Unsafe.Add(ref initial, 2)), s[2]);
        var d = s[3] = Vector512.ConditionalSelect(isFresh, Vector512.Create(Unsafe.Add(ref initial, 3)), s[3]);
        var e = s[4] = Vector512.ConditionalSelect(isFresh, Vector512.Create(Unsafe.Add(ref initial, 4)), s[4]);
        var f = s[5] = Vector512.ConditionalSelect(isFresh, Vector512.Create(Unsafe.Add(ref initial, 5)), s[5]);
        var g = s[6] = Vector512.ConditionalSelect(isFresh, Vector512.Create(Unsafe.Add(ref initial, 6)), s[6]);
        var h = s[7] = Vector512.ConditionalSelect(isFresh, Vector512.Create(Unsafe.Add(ref initial, 7)), s[7]);

        ref var k = ref MemoryMarshal.GetReference(Sha256Numbers.Constants);
        for (var round = 0; ;)
        {
            for (var w = words; w < words + Sha256Numbers.BlockWords; w += 8, k = ref Unsafe.Add(ref k, 8))
            {
                Round(a, b, c, ref d, e, f, g, ref h, w[0] + Vector512.Create(k));
                Round(h, a, b, ref c, d, e, f, ref g, w[1] + Vector512.Create(Unsafe.Add(ref k, 1)));
                Round(g, h, a, ref b, c, d, e, ref f, w[2] + Vector512.Create(Unsafe.Add(ref k, 2)));
                Round(f, g, h, ref a, b, c, d, ref e, w[3] + Vector512.Create(Unsafe.Add(ref k, 3)));
                Round(e, f, g, ref h, a, b, c, ref d, w[4] + Vector512.Create(Unsafe.Add(ref k, 4)));
                Round(d, e, f, ref g, h, a, b, ref c, w[5] + Vector512.Create(Unsafe.Add(ref k, 5)));
                Round(c, d, e, ref f, g, h, a, ref b, w[6] + Vector512.Create(Unsafe.Add(ref k, 6)));
                Round(b, c, d, ref e, f, g, h, ref a, w[7] + Vector512.Create(Unsafe.Add(ref k, 7)));
            }

            round += Sha256Numbers.BlockWords;
            if (round == Sha256Numbers.Rounds) break;
            Extend(words);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, ref Vector512<uint> d,
        Vector512<uint> e, Vector512<uint> f, Vector512<uint> g, ref Vector512<uint> h, Vector512<uint> word)
    {
        var choice = Avx512F.TernaryLogic(e, f, g, 0xca);
        var majority = Avx512F.TernaryLogic(a, b, c, 0xe8);
        var sum = h + word + choice + Xor(Avx512F.RotateRight(e, 6), Avx512F.RotateRight(e, 11), Avx512F.RotateRight(e, 25));
        d += sum;
        h = sum + (majority + Xor(Avx512F.RotateRight(a, 2), Avx512F.RotateRight(a, 13), Avx512F.RotateRight(a, 22)));
    }

    /// <summary>The next sixteen words of the message schedule, in place of the last sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Extend(Vector512<uint>* w)
    {
        for (var i = 0; i < Sha256Numbers.BlockWords; i++)
        {
            var (early, late) = (w[(i + 1) & 15], w[(i + 14) & 15]);
            var small0 = Xor(Avx512F.RotateRight(early, 7), Avx512F.RotateRight(early, 18), early >>> 3);
            var small1 = Xor(Avx512F.RotateRight(late, 17), Avx512F.RotateRight(late, 19), late >>> 10);
            w[i] += small0 + w[(i + 9) & 15] + small1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Xor(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) => Avx512F.TernaryLogic(x, y, z, 0x96);

    /// <summary>Turns sixteen blocks, one a lane, into sixteen words of all lanes: first 4 by 4 within groups of four lanes, then the groups.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(byte** blocks, Vector512<uint>* words)
    {
        var groups = stackalloc Vector512<uint>[Sha256Numbers.BlockWords];
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
    private static Vector512<uint> Load(byte* block) => Avx512BW.Shuffle(Vector512.Load(block), BigEndian).AsUInt32();
}
