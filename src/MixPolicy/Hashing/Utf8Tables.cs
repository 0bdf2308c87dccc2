using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MixPolicy.Hashing;

/// <summary>
/// What can be wrong with two bytes in a row, a bit each, told by three half bytes: both halves of the first and the upper half of the second.
/// A bit that all three tables have is wrong indeed. <see cref="TwoContinuations"/> alone is no error where a sequence of three or four bytes
/// has them: there it must be set, and elsewhere not.
/// </summary>
internal static class Utf8Tables
{
    /// <summary>A continuation follows a continuation.</summary>
    public const byte TwoContinuations = 1 << 7;

    private const byte TooShort = 1 << 0;
    private const byte TooLong = 1 << 1;
    private const byte Overlong3 = 1 << 2;
    private const byte TooLarge = 1 << 3;
    private const byte Surrogate = 1 << 4;
    private const byte Overlong2 = 1 << 5;

    /// <summary>Two errors that share a bit: F0 before 80 to 8F, and F5 or more before them.</summary>
    private const byte Overlong4OrTooLarge = 1 << 6;

    private const byte Any = TooShort | TooLong | TwoContinuations;
    private const byte Large = Any | TooLarge | Overlong4OrTooLarge;

    /// <summary>By the upper half of the first byte.</summary>
    public static Vector128<byte> FirstUpper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(
            TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong,
            TwoContinuations, TwoContinuations, TwoContinuations, TwoContinuations,
            TooShort | Overlong2, TooShort, TooShort | Overlong3 | Surrogate, TooShort | TooLarge | Overlong4OrTooLarge);
    }

    /// <summary>By the lower half of the first byte.</summary>
    public static Vector128<byte> FirstLower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(
            Any | Overlong2 | Overlong3 | Overlong4OrTooLarge, Any | Overlong2, Any, Any,
            Any | TooLarge, Large, Large, Large, Large, Large, Large, Large, Large, Large | Surrogate, Large, Large);
    }

    /// <summary>By the upper half of the second byte.</summary>
    public static Vector128<byte> SecondUpper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(
            TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort,
            TooLong | TwoContinuations | Overlong2 | Overlong3 | Overlong4OrTooLarge,
            TooLong | TwoContinuations | Overlong2 | Overlong3 | TooLarge,
            TooLong | TwoContinuations | Overlong2 | Surrogate | TooLarge,
            TooLong | TwoContinuations | Overlong2 | Surrogate | TooLarge,
            TooShort, TooShort, TooShort, TooShort);
    }

    /// <summary>What the last bytes of a block may be at most: more starts a sequence that does not end in it.</summary>
    public static Vector128<byte> LastAtMost
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0xf0 - 1, 0xe0 - 1, (byte)(0xc0 - 1));
    }
}
