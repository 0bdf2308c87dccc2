using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MixPolicy.Sources.Lines;

/// <summary>
/// JSON strings as bytes. All methods are given a place behind an opening quote and return the place behind the closing one, or null for what is
/// not well-formed; they read up to <see cref="Padding"/> bytes too far, and none passes a line feed.
/// </summary>
internal static unsafe class JsonText
{
    /// <summary>Bytes that must be readable behind the last line feed, and writable behind what is unescaped.</summary>
    public const int Padding = 64;

    /// <summary>What a character behind a backslash stands for, less the four hex digits; 0 for what may not stand there.</summary>
    private static ReadOnlySpan<byte> Meanings =>
    [
        0, 0, (byte)'"', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'/', // 0x20, space, and on
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'\\', 0, 0, 0,
        0, 0, (byte)'\b', 0, 0, 0, (byte)'\f', 0, 0, 0, 0, 0, 0, 0, (byte)'\n', 0, // 0x60, grave accent, and on
        0, 0, (byte)'\r', 0, (byte)'\t',
    ];

    /// <summary>Finds the first byte that cannot stand for itself: a quote, a backslash or a control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Special(byte* from)
    {
        uint found;
        while ((found = Specials(Vector256.Load(from))) == 0) from += Vector256<byte>.Count;
        return from + BitOperations.TrailingZeroCount(found);
    }

    /// <summary>Passes a string whose value nobody wants; its escapes are checked, but not whether surrogates are in pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Skip(byte* from)
    {
        var special = Special(from);
        return *special == '"' ? special + 1 : SkipEscaped(special);
    }

    /// <summary>Writes a string unescaped; never more bytes than it has.</summary>
    /// <param name="from">The string.</param>
    /// <param name="special">The first byte of it that does not stand for itself.</param>
    /// <param name="to">Where to write; may be behind the string only.</param>
    /// <param name="length">Bytes written.</param>
    public static byte* Unescape(byte* from, byte* special, byte* to, out int length)
    {
        var start = to;
        length = 0;
        new ReadOnlySpan<byte>(from, (int)(special - from)).CopyTo(new Span<byte>(to, (int)(special - from)));
        to += special - from;
        while (*special != '"')
        {
            if (*special != '\\') return null;
            var meaning = Meaning(special[1]);
            if (meaning != 0)
            {
                *to++ = meaning;
                special += 2;
            }
            else if ((special = Character(special, ref to)) == null)
            {
                return null;
            }

            // Copied by whole vectors: what is too much is written over by what comes next.
            uint found;
            while (true)
            {
                var bytes = Vector256.Load(special);
                bytes.Store(to);
                if ((found = Specials(bytes)) != 0) break;
                special += Vector256<byte>.Count;
                to += Vector256<byte>.Count;
            }

            special += BitOperations.TrailingZeroCount(found);
            to += BitOperations.TrailingZeroCount(found);
        }

        length = (int)(to - start);
        return special + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Specials(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)0x1f)), bytes)).ExtractMostSignificantBits();

    private static byte* SkipEscaped(byte* special)
    {
        while (*special != '"')
        {
            if (*special != '\\') return null;
            if (Meaning(special[1]) != 0) special += 2;
            else if (special[1] == 'u' && Hex(special + 2) >= 0) special += 6;
            else return null;
            special = Special(special);
        }

        return special + 1;
    }

    private static byte Meaning(byte escaped)
    {
        var place = escaped - ' ';
        return (uint)place < (uint)Meanings.Length ? Meanings[place] : (byte)0;
    }

    /// <summary>Writes the character of a \uXXXX, or of two that make a surrogate pair.</summary>
    private static byte* Character(byte* escape, ref byte* to)
    {
        int code;
        if (escape[1] != 'u' || (code = Hex(escape + 2)) < 0) return null;
        escape += 6;
        if (code < 0x80)
        {
            *to++ = (byte)code;
            return escape;
        }

        if (code < 0x800)
        {
            to[0] = (byte)(0xc0 | (code >> 6));
            to[1] = (byte)(0x80 | (code & 0x3f));
            to += 2;
            return escape;
        }

        if ((code & 0xf800) != 0xd800)
        {
            to[0] = (byte)(0xe0 | (code >> 12));
            to[1] = (byte)(0x80 | ((code >> 6) & 0x3f));
            to[2] = (byte)(0x80 | (code & 0x3f));
            to += 3;
            return escape;
        }

        int low;
        if (code >= 0xdc00 || escape[0] != '\\' || escape[1] != 'u' || ((low = Hex(escape + 2)) & 0xfc00) != 0xdc00 || low < 0) return null;
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        to[0] = (byte)(0xf0 | (code >> 18));
        to[1] = (byte)(0x80 | ((code >> 12) & 0x3f));
        to[2] = (byte)(0x80 | ((code >> 6) & 0x3f));
        to[3] = (byte)(0x80 | (code & 0x3f));
        to += 4;
        return escape + 6;
    }

    /// <summary>The number of four hex digits; negative if they are not. Without branches: digits and letters come in no order.</summary>
    private static int Hex(byte* digits) =>
        (Nibble(digits[0]) << 12) | (Nibble(digits[1]) << 8) | (Nibble(digits[2]) << 4) | Nibble(digits[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Nibble(int digit)
    {
        var isHex = ((uint)(digit - '0') < 10) | ((uint)((digit | 0x20) - 'a') < 6);
        return ((digit & 0xf) + (9 * (digit >> 6))) | (isHex ? 0 : -1);
    }
}
