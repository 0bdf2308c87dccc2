namespace MixPolicy.Scanning;

/// <summary>What a character is to the rule that cuts texts into words.</summary>
internal enum WordKind : byte
{
    /// <summary>Parts words, and is none.</summary>
    Space,

    /// <summary>A letter, a digit or an underscore: runs of them are one word.</summary>
    Letter,

    /// <summary>A word by itself: a symbol, or a character of a script that puts no spaces between words.</summary>
    Single,

    /// <summary>Not ASCII: the whole character decides.</summary>
    Wide,
}

/// <summary>
/// The kinds of characters, by ranges that are fixed here, so that no version of the runtime's Unicode tables moves them. ASCII letters, digits
/// and <c>_</c> make words; so does every character from U+00C0 on that is none of the following. Spaces of any width and controls part
/// words. Punctuation, currency, arrows, mathematical signs, emoji and private characters stand alone. So do the characters of Han,
/// kana, Bopomofo, Thai, Lao, Khmer, Myanmar and Tibetan text, which is written without spaces between words.
/// </summary>
internal static class WordKinds
{
    /// <summary>By first byte of a character's UTF-8.</summary>
    public static ReadOnlySpan<byte> OfByte => Bytes;

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 256).Select(b => (byte)OfByteValue(b))];

    /// <summary>Ranges from U+0E00 on that are not letters: first, last, kind. Ascending.</summary>
    private static readonly (int First, int Last, WordKind Kind)[] Ranges =
    [
        (0x0e00, 0x0fff, WordKind.Single), // Thai, Lao, Tibetan
        (0x1000, 0x109f, WordKind.Single), // Myanmar
        (0x1680, 0x1680, WordKind.Space),
        (0x1780, 0x17ff, WordKind.Single), // Khmer
        (0x2000, 0x200b, WordKind.Space),
        (0x200e, 0x200f, WordKind.Space), // direction marks
        (0x2010, 0x2027, WordKind.Single),
        (0x2028, 0x202f, WordKind.Space),
        (0x2030, 0x205e, WordKind.Single),
        (0x205f, 0x206f, WordKind.Space),
        (0x20a0, 0x20cf, WordKind.Single), // currency
        (0x2100, 0x2bff, WordKind.Single), // letter-like signs, arrows, mathematics, boxes, dingbats
        (0x2e00, 0x2fff, WordKind.Single), // punctuation, radicals
        (0x3000, 0x3000, WordKind.Space),
        (0x3001, 0x312f, WordKind.Single), // CJK punctuation, kana, Bopomofo
        (0x3190, 0x9fff, WordKind.Single), // Han
        (0xe000, 0xfaff, WordKind.Single), // private, Han
        (0xfe10, 0xfe1f, WordKind.Single),
        (0xfe30, 0xfe6f, WordKind.Single),
        (0xfeff, 0xfeff, WordKind.Space),
        (0xff01, 0xff0f, WordKind.Single), // full-width punctuation
        (0xff1a, 0xff20, WordKind.Single),
        (0xff3b, 0xff40, WordKind.Single),
        (0xff5b, 0xff9f, WordKind.Single), // and half-width kana
        (0xffe0, 0xffff, WordKind.Single),
        (0x1b000, 0x1b2ff, WordKind.Single), // kana
        (0x1d000, 0x1d3ff, WordKind.Single),
        (0x1f000, 0x10ffff, WordKind.Single), // emoji, Han, private
    ];

    /// <summary>The kind of a character beyond ASCII.</summary>
    public static WordKind OfWide(int character)
    {
        if (character is >= 0x00c0 and < 0x0e00) return character is 0x00d7 or 0x00f7 ? WordKind.Single : WordKind.Letter;
        if (character < 0x00c0)
        {
            return character is 0x00a0 or 0x00ad or < 0x00a0 ? WordKind.Space
                : character is 0x00aa or 0x00b5 or 0x00ba ? WordKind.Letter
                : WordKind.Single;
        }

        var (low, high) = (0, Ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (character < Ranges[middle].First) high = middle - 1;
            else if (character > Ranges[middle].Last) low = middle + 1;
            else return Ranges[middle].Kind;
        }

        return WordKind.Letter;
    }

    private static WordKind OfByteValue(int value) => value switch
    {
        >= 0x80 => WordKind.Wide,
        '_' => WordKind.Letter,
        <= ' ' or 0x7f => WordKind.Space,
        _ => char.IsAsciiLetterOrDigit((char)value) ? WordKind.Letter : WordKind.Single,
    };
}
