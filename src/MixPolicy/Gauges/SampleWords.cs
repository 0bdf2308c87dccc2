using System.Runtime.InteropServices;
using System.Text;

namespace MixPolicy.Gauges;

/// <summary>
/// Cuts texts into words and numbers them: runs of letters, digits and <c>_</c> in lower case (ASCII only), and every other mark that is not white
/// space by itself. Words of scripts without spaces are one code point each. Not thread-safe; memory grows with the words of a bounded sample.
/// </summary>
internal sealed class SampleWords
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly StringBuilder _word = new();

    /// <summary>Distinct words met so far.</summary>
    public int Vocabulary => _numbers.Count;

    /// <summary>The numbers of a text's words, from 0.</summary>
    /// <param name="text">UTF-8; what is not becomes U+FFFD.</param>
    public int[] Cut(ReadOnlySpan<byte> text)
    {
        var words = new List<int>();
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            text = text[length..];
            if (IsWordPart(rune))
            {
                _word.Append(rune.IsAscii ? char.ToLowerInvariant((char)rune.Value) : rune.ToString());
                continue;
            }

            Take(words);
            if (Rune.IsWhiteSpace(rune)) continue;
            _word.Append(rune.ToString());
            Take(words);
        }

        Take(words);
        return [.. words];
    }

    /// <summary>Letters of Han, Kana, Thai, Lao, Khmer and Myanmar stand alone: no space tells where their words end.</summary>
    private static bool IsWordPart(Rune rune) =>
        (Rune.IsLetterOrDigit(rune) || rune.Value == '_') && rune.Value is not ((>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
            or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF));

    private void Take(List<int> words)
    {
        if (_word.Length == 0) return;
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, _word.ToString(), out var known);
        if (!known) number = _numbers.Count - 1;
        words.Add(number);
        _word.Clear();
    }
}
