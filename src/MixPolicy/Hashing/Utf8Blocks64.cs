using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MixPolicy.Hashing;

/// <summary>Checks UTF-8 by 64 bytes at a time (AVX-512).</summary>
internal static class Utf8Blocks64
{
    private const int Block = 64;
    private const int Run = 4 * Block;

    /// <summary>The last block has one before it to look back at.</summary>
    private const int Least = 2 * Block;

    /// <summary>Whether so many bytes can be checked on this machine.</summary>
    public static bool CanCheck(int length) => Avx512BW.IsSupported && length >= Least;

    /// <summary>Whether all bytes together are valid UTF-8; they must be as many as can be checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsValid(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes.Length, Least);
        ref var first = ref MemoryMarshal.GetReference(bytes);
        var length = (nuint)bytes.Length;
        var endAtMost = Vector512.Create(Vector256<byte>.AllBitsSet, Vector256.Create(Vector128<byte>.AllBitsSet, Utf8Tables.LastAtMost));
        var before = Vector512<byte>.Zero;
        var wrong = Vector512<byte>.Zero;
        nuint at = 0;
        while (at + Block <= length)
        {
            var block = Vector512.LoadUnsafe(ref first, at);
            at += Block;
            if (block.ExtractMostSignificantBits() != 0)
            {
                wrong |= Wrong(block, before);
                before = block;
                continue;
            }

            // After ASCII there is nothing to look back at, but what stood before it must have ended.
            wrong |= Avx512BW.SubtractSaturate(before, endAtMost);
            before = Vector512<byte>.Zero;
            while (at + Run <= length && IsAscii(ref Unsafe.Add(ref first, at))) at += Run;
        }

        // The last block, which may have been seen already in part or whole.
        var end = Vector512.LoadUnsafe(ref first, length - Block);
        wrong |= Wrong(end, Vector512.LoadUnsafe(ref first, length - (2 * Block))) | Avx512BW.SubtractSaturate(end, endAtMost);
        return wrong == Vector512<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(ref byte first)
    {
        var some = Vector512.LoadUnsafe(ref first) | Vector512.LoadUnsafe(ref first, Block);
        var more = Vector512.LoadUnsafe(ref first, 2 * Block) | Vector512.LoadUnsafe(ref first, 3 * Block);
        return (some | more).ExtractMostSignificantBits() == 0;
    }

    /// <summary>Not zero where a byte is wrong after the one, two and three before it, the first of which stand in the block before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Wrong(Vector512<byte> bytes, Vector512<byte> before)
    {
        var middle = Avx512F.AlignRight32(bytes.AsUInt32(), before.AsUInt32(), 12).AsByte();
        var before1 = Avx512BW.AlignRight(bytes, middle, 15);
        var before2 = Avx512BW.AlignRight(bytes, middle, 14);
        var before3 = Avx512BW.AlignRight(bytes, middle, 13);
        var pairs = Look(Utf8Tables.FirstUpper, Upper(before1))
            & Look(Utf8Tables.FirstLower, before1 & Vector512.Create((byte)0x0f))
            & Look(Utf8Tables.SecondUpper, Upper(bytes));

        // 0xe0 and more, two bytes before, or 0xf0 and more, three bytes before, ask for a second continuation here: their top bit stays.
        var third = Avx512BW.SubtractSaturate(before2, Vector512.Create((byte)(0xe0 - 0x80)));
        var fourth = Avx512BW.SubtractSaturate(before3, Vector512.Create((byte)(0xf0 - 0x80)));
        return ((third | fourth) & Vector512.Create(Utf8Tables.TwoContinuations)) ^ pairs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Upper(Vector512<byte> bytes) => (bytes.AsUInt16() >>> 4).AsByte() & Vector512.Create((byte)0x0f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Look(Vector128<byte> table, Vector512<byte> index)
    {
        var half = Vector256.Create(table, table);
        return Avx512BW.Shuffle(Vector512.Create(half, half), index);
    }
}
