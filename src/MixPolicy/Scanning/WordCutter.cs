using System.IO.Hashing;
using System.Numerics;

namespace MixPolicy.Scanning;

/// <summary>
/// Cuts texts into words and hashes each one once: XxHash3 of its UTF-8 with ASCII letters in lower case. What is a word, <see cref="WordKinds"/>
/// says. Nothing is allocated for a text that is no longer than one before. Not thread-safe.
/// </summary>
internal sealed class WordCutter
{
    /// <summary>No character is wider.</summary>
    private const int End = 4;

    private byte[] _lower = [];
    private ulong[] _hashes = [];

    /// <summary>The hash of each word of a text, in its order; they live until the next call.</summary>
    /// <param name="text">Valid UTF-8.</param>
    public ReadOnlySpan<ulong> Cut(ReadOnlySpan<byte> text)
    {
        if (_lower.Length < text.Length + End)
        {
            _lower = new byte[Math.Max(4096, text.Length + (text.Length / 2) + End)];
            _hashes = new ulong[_lower.Length];
        }

        ToLower(text, _lower);
        _lower.AsSpan(text.Length, End).Fill((byte)' '); // a word ends there at the latest
        return _hashes.AsSpan(0, Cut(_lower, text.Length, _hashes));
    }

    private static int Cut(byte[] text, int length, ulong[] hashes)
    {
        var kinds = WordKinds.OfByte;
        var count = 0;
        for (var at = 0; at < length;)
        {
            var (start, kind) = (at, (WordKind)kinds[text[at]]);
            at += kind == WordKind.Wide ? Width(text, at, out kind) : 1;
            if (kind == WordKind.Space) continue;
            if (kind == WordKind.Letter) at = EndOfWord(text, at);
            hashes[count++] = XxHash3.HashToUInt64(text.AsSpan(start, at - start));
        }

        return count;
    }

    private static int EndOfWord(byte[] text, int at)
    {
        var kinds = WordKinds.OfByte;
        while (true)
        {
            while (kinds[text[at]] == (byte)WordKind.Letter) at++;
            if (kinds[text[at]] != (byte)WordKind.Wide) return at;
            var width = Width(text, at, out var kind);
            if (kind != WordKind.Letter) return at;
            at += width;
        }
    }

    /// <summary>The bytes of a character beyond ASCII, and its kind.</summary>
    private static int Width(byte[] text, int at, out WordKind kind)
    {
        var (first, second) = (text[at], text[at + 1] & 0x3f);
        if (first < 0xe0)
        {
            kind = WordKinds.OfWide(((first & 0x1f) << 6) | second);
            return 2;
        }

        var three = ((first & 0x0f) << 12) | (second << 6) | (text[at + 2] & 0x3f);
        kind = WordKinds.OfWide(first < 0xf0 ? three : ((three & 0x7fff) << 6) | (text[at + 3] & 0x3f));
        return first < 0xf0 ? 3 : 4;
    }

    private static void ToLower(ReadOnlySpan<byte> text, byte[] lower)
    {
        var at = 0;
        if (Vector.IsHardwareAccelerated)
        {
            var (a, letters, bit) = (new Vector<byte>((byte)'A'), new Vector<byte>(26), new Vector<byte>(0x20));
            for (; at <= text.Length - Vector<byte>.Count; at += Vector<byte>.Count)
            {
                var bytes = new Vector<byte>(text[at..]);
                (bytes | (Vector.LessThan(bytes - a, letters) & bit)).CopyTo(lower, at);
            }
        }

        for (; at < text.Length; at++) lower[at] = char.IsAsciiLetterUpper((char)text[at]) ? (byte)(text[at] | 0x20) : text[at];
    }
}
