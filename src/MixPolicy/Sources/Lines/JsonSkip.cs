using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace MixPolicy.Sources.Lines;

/// <summary>
/// Passes JSON values that need not be understood, only be well-formed (RFC 8259). All methods return the place behind what they pass, or null for
/// what is not well-formed or not plain; none passes a line feed.
/// </summary>
internal static unsafe class JsonSkip
{
    /// <summary>Levels that an object or array may be deep, the record's own included.</summary>
    public const int MaxDepth = 64;

    /// <summary>Longest number that surely fits 64 bits.</summary>
    private const int SafeDigits = 18;

    /// <summary>Passes white space, less line feeds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Space(byte* from)
    {
        while (*from <= ' ' && *from is (byte)' ' or (byte)'\t' or (byte)'\r') from++;
        return from;
    }

    /// <summary>Passes a key's colon and the white space around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Colon(byte* from)
    {
        from = Space(from);
        return *from == ':' ? Space(from + 1) : null;
    }

    /// <summary>Passes true, false or null.</summary>
    public static byte* Literal(byte* from) => *from switch
    {
        (byte)'t' when Is(from, "true"u8) => from + 4,
        (byte)'n' when Is(from, "null"u8) => from + 4,
        (byte)'f' when Is(from + 1, "alse"u8) => from + 5,
        _ => null,
    };

    /// <summary>Passes a number.</summary>
    /// <param name="from">Its sign or first digit.</param>
    /// <param name="value">Its value if it is whole.</param>
    /// <param name="whole">Whether it is written without fraction and exponent and fits 64 bits.</param>
    public static byte* Number(byte* from, out long value, out bool whole)
    {
        var start = from;
        if (*from == '-') from++;
        var digits = from;
        (value, whole) = (0, true);
        if (*from == '0')
        {
            from++;
        }
        else
        {
            if (!IsDigit(*from)) return null;
            do value = unchecked((value * 10) + (*from++ - '0'));
            while (IsDigit(*from));
            if (from - digits > SafeDigits)
            {
                whole = Utf8Parser.TryParse(new ReadOnlySpan<byte>(start, (int)(from - start)), out long parsed, out int used) && used == from - start;
                value = parsed;
            }
            else if (*start == '-')
            {
                value = -value;
            }
        }

        if (*from == '.')
        {
            whole = false;
            if ((from = Digits(from + 1)) == null) return null;
        }

        if (*from is (byte)'e' or (byte)'E')
        {
            whole = false;
            from++;
            if (*from is (byte)'+' or (byte)'-') from++;
            return Digits(from);
        }

        return from;
    }

    /// <summary>Passes an object or array and all that is in it.</summary>
    /// <param name="from">Its bracket.</param>
    /// <param name="depth">Levels open around it.</param>
    public static byte* Container(byte* from, int depth)
    {
        // A bit a level: whether it is an object.
        ulong objects = 0;
        var open = 0;
        while (true)
        {
            if (*from is (byte)'{' or (byte)'[')
            {
                if (depth + ++open > MaxDepth) return null;
                var isObject = *from == '{';
                objects = (objects << 1) | (isObject ? 1UL : 0);
                from = Space(from + 1);
                if (*from != (isObject ? '}' : ']'))
                {
                    if (isObject && (from = Key(from)) == null) return null;
                    continue;
                }
            }
            else if ((from = Scalar(from)) == null)
            {
                return null;
            }

            from = Space(from);
            while (*from != ',')
            {
                if (*from != ((objects & 1) != 0 ? '}' : ']')) return null;
                objects >>= 1;
                from++;
                if (--open == 0) return from;
                from = Space(from);
            }

            from = Space(from + 1);
            if ((objects & 1) != 0 && (from = Key(from)) == null) return null;
        }
    }

    private static byte* Key(byte* from) => *from == '"' && (from = JsonText.Skip(from + 1)) != null ? Colon(from) : null;

    private static byte* Scalar(byte* from) => *from switch
    {
        (byte)'"' => JsonText.Skip(from + 1),
        (byte)'t' or (byte)'f' or (byte)'n' => Literal(from),
        _ => Number(from, out _, out _),
    };

    private static byte* Digits(byte* from)
    {
        if (!IsDigit(*from)) return null;
        while (IsDigit(*from)) from++;
        return from;
    }

    private static bool IsDigit(byte found) => (uint)(found - '0') < 10;

    private static bool Is(byte* from, ReadOnlySpan<byte> four) =>
        Unsafe.ReadUnaligned<uint>(from) == Unsafe.ReadUnaligned<uint>(in four[0]);
}
