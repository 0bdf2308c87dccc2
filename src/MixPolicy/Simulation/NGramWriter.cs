using System.Text;

namespace MixPolicy.Simulation;

/// <summary>
/// Writes texts from an <see cref="NGramModel"/>. The same model, decoding, seed and number give the same text on every machine, and no
/// text depends on how many others are written.
/// <list type="number">
/// <item>The context is the last two words (one, for a bigram), marks included.</item>
/// <item>A context seen fewer than <see cref="Decoding.BackOffBelow"/> times is shortened to the last word. A last word that was seen never gives way:
/// drawing from all words regardless of context would only be noise.</item>
/// <item>The next word is drawn from the context's tempered and cut weights; the end mark ends the text.</item>
/// </list>
/// Immutable, thread-safe.
/// </summary>
internal sealed class NGramWriter
{
    private readonly NGramModel _model;
    private readonly int _backOffBelow;
    private readonly Successors[] _decoded;

    /// <summary>Prepares the weights once for all texts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The decoding is out of range.</exception>
    public NGramWriter(NGramModel model, Decoding decoding)
    {
        decoding.Validate();
        _model = model;
        _backOffBelow = decoding.BackOffBelow;
        _decoded = [.. Enumerable.Range(0, model.Order).Select(length => DecodedSuccessors.Decode(model.After(length), decoding))];
    }

    /// <summary>Writes one text: at least one word, words joined by single spaces.</summary>
    /// <param name="seed">Chooses the whole collection.</param>
    /// <param name="number">Chooses the text in it.</param>
    /// <param name="maxWords">The text is cut after so many words; at least 1.</param>
    public string Write(ulong seed, ulong number, int maxWords)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWords, 1);
        var random = new Xoshiro256(seed, number);
        var text = new StringBuilder();
        var (last, lastButOne) = (NGramModel.Start, NGramModel.Start);
        for (var written = 0; written < maxWords; written++)
        {
            var word = Next(last, lastButOne, random);
            if (word == NGramModel.End) break;
            if (written > 0) text.Append(' ');
            text.Append(_model.Word(word));
            (last, lastButOne) = (word, last);
        }

        return text.ToString();
    }

    /// <summary>Draws the word after two others, given by number; <see cref="NGramModel.End"/> ends the text.</summary>
    public int Next(int last, int lastButOne, Xoshiro256 random)
    {
        for (var length = _model.Order - 1; length > 0; length--)
        {
            var counted = _model.After(length);
            var at = counted.Find(NGramModel.Context(length, last, lastButOne));
            if (at < 0 || (length > 1 && counted.Total(at) < (ulong)_backOffBelow)) continue;
            return _decoded[length].Draw(at, random);
        }

        return _decoded[0].Draw(0, random); // a word that the model never saw
    }
}
