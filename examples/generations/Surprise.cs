using MixPolicy.Simulation;

namespace MixPolicy.Examples.Generations;

/// <summary>
/// How many bits a rare word of held-out human text costs a model: 0.60 bigram, 0.35 word, 0.05 any word of the human text. Catches what counting
/// the training set misses, for it asks whether the model can still use a rare word.
/// </summary>
internal sealed class Surprise(IReadOnlyList<string> heldOut, Tail tail, int vocabulary)
{
    /// <summary>Bits a word, over the words of the tail.</summary>
    public double Of(NGramModel model)
    {
        var (bits, words) = (0.0, 0);
        foreach (var sentence in heldOut)
        {
            var last = NGramModel.Start;
            foreach (var text in sentence.Split(' '))
            {
                var word = model.Number(text);
                if (tail.Seen.ContainsKey(text))
                {
                    bits -= Math.Log2(Probability(model, last, word));
                    words++;
                }

                last = word;
            }
        }

        return bits / words;
    }

    /// <summary>Words that the model does not know are negative. After one of these the bigram's share is the word's own.</summary>
    private double Probability(NGramModel model, int last, int word)
    {
        var any = 0.05 / vocabulary;
        if (word < 0) return any;
        var alone = Share(model.After(0), 0, word);
        var context = last < 0 ? -1 : model.After(1).Find(NGramModel.Context(1, last, 0));
        return context < 0 ? (0.95 * alone) + any : (0.60 * Share(model.After(1), context, word)) + (0.35 * alone) + any;
    }

    private static double Share(Successors successors, int context, int word)
    {
        var at = successors.WordsOf(context).BinarySearch(word);
        if (at < 0) return 0;
        var place = successors.Starts[context] + at;
        var before = at == 0 ? 0 : successors.Cumulative[place - 1];
        return (double)(successors.Cumulative[place] - before) / successors.Total(context);
    }
}
