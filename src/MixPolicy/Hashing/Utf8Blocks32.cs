using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MixPolicy.Hashing;

/// <summary>Checks UTF-8 by twice 32 bytes at a time (AVX2).</summary>
internal static class Utf8Blocks32
{
    private const int Half = 32;
    private const int Block = 2 * Half;
    private const int Run = 2 * Block;

    /// <summary>The last block has half a block before it to look back at.</summary>
    private const int Least = Block + Half;

    /// <summary>Whether so many bytes can be checked on this machine.</summary>
    public static bool CanCheck(int length) => Avx2.IsSupported && length >= Least;

    /// <summary>Whether all bytes together are valid UTF-8; they must be as many as can be checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsValid(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes.Length, Least);
        ref var first = ref MemoryMarshal.GetReference(bytes);
        var length = (nuint)bytes.Length;
        var endAtMost = Vector256.Create(Vector128<byte>.AllBitsSet, Utf8Tables.LastAtMost);
        var before = Vector256<byte>.Zero;
        var wrong = Vector256<byte>.Zero;
        nuint at = 0;
        while (at + Block <= length)
        {
            var block = Vector256.LoadUnsafe(ref first, at);
            var next = Vector256.LoadUnsafe(ref first, at + Half);
            at += Block;
            if ((block | next).ExtractMostSignificantBits() != 0)
            {
                wrong |= Wrong(block, before) | Wrong(next, block);
                before = next;
                continue;
            }

            // After ASCII there is nothing to look back at, but what stood before it must have ended.
            wrong |= Avx2.SubtractSaturate(before, endAtMost);
            before = Vector256<byte>.Zero;
            while (at + Run <= length && IsAscii(ref Unsafe.Add(ref first, at))) at += Run;
        }

        // The last block, which may have been seen already in part or whole.
        var middle = Vector256.LoadUnsafe(ref first, length - Block);
        var end = Vector256.LoadUnsafe(ref first, length - Half);
        wrong |= Wrong(middle, Vector256.LoadUnsafe(ref first, length - Least));
        wrong |= Wrong(end, middle) | Avx2.SubtractSaturate(end, endAtMost);
        return wrong == Vector256<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(ref byte first)
    {
        var some = Vector256.LoadUnsafe(ref first) | Vector256.LoadUnsafe(ref first, Half);
        var more = Vector256.LoadUnsafe(ref first, 2 * Half) | Vector256.LoadUnsafe(ref first, 3 * Half);
        return (some | more).ExtractMostSignificantBits() == 0;
    }

    /// <summary>Not zero where a byte is wrong after the one, two and three before it, the first of which stand in the block before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Wrong(Vector256<byte> bytes, Vector256<byte> before)
    {
        var middle = Avx2.Permute2x128(before, bytes, 0x21);
        var before1 = Avx2.AlignRight(bytes, middle, 15);
        var before2 = Avx2.AlignRight(bytes, middle, 14);
        var before3 = Avx2.AlignRight(bytes, middle, 13);
        var pairs = Look(Utf8Tables.FirstUpper, Upper(before1))
            & Look(Utf8Tables.FirstLower, before1 & Vector256.Create((byte)0x0f))
            & Look(Utf8Tables.SecondUpper, Upper(bytes));

        // 0xe0 and more, two bytes before, or 0xf0 and more, three bytes before, ask for a second continuation here: their top bit stays.
        var third = Avx2.SubtractSaturate(before2, Vector256.Create((byte)(0xe0 - 0x80)));
        var fourth = Avx2.SubtractSaturate(before3, Vector256.Create((byte)(0xf0 - 0x80)));
        return ((third | fourth) & Vector256.Create(Utf8Tables.TwoContinuations)) ^ pairs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Upper(Vector256<byte> bytes) => (bytes.AsUInt16() >>> 4).AsByte() & Vector256.Create((byte)0x0f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Look(Vector128<byte> table, Vector256<byte> index) => Avx2.Shuffle(Vector256.Create(table, table), index);
}
