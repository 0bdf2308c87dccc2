using System.Text;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>Invented words of one script, by rank, as UTF-8: frequent words are short, as in every language. Thread-safe once made.</summary>
internal sealed class Vocabulary
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private readonly AliasTable _ranks;

    public Vocabulary(Script script, int words, ulong seed)
    {
        var random = new SplitMix64(seed);
        var all = new StringBuilder();
        var word = new StringBuilder();
        _starts = new int[words + 1];
        var length = 0;
        for (var rank = 0; rank < words; rank++)
        {
            var most = rank < 40 ? 1 : rank < 1_000 ? 2 : rank < 10_000 ? 3 : 4;
            word.Clear();
            for (var syllables = 1 + random.Below(most); syllables > 0; syllables--)
                script.AppendSyllable(ref random, word);
            length += Encoding.UTF8.GetByteCount(word.ToString());
            _starts[rank + 1] = length;
            all.Append(word);
        }

        _bytes = Encoding.UTF8.GetBytes(all.ToString());
        _ranks = new AliasTable(words);
    }

    public ReadOnlySpan<byte> Draw(ref SplitMix64 random)
    {
        var rank = _ranks.Draw(ref random);
        return _bytes.AsSpan(_starts[rank], _starts[rank + 1] - _starts[rank]);
    }
}
