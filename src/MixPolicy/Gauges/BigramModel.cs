using System.Runtime.InteropServices;
using MixPolicy.Numbers;

namespace MixPolicy.Gauges;

/// <summary>
/// A smoothed bigram model, for its cross-entropy alone: P(b after a) = .6 c(ab)/c(a) + .35 c(b)/N + .05/V, and .95 c(b)/N + .05/V where nothing was
/// seen after a. Whole numbers all through. Weights as in the experiments behind the defaults (docs of MIX0342). Immutable once fitted.
/// </summary>
internal sealed class BigramModel
{
    private const int Start = -1;
    private readonly Dictionary<long, int> _pairs = [];
    private readonly Dictionary<int, int> _contexts = [];
    private readonly Dictionary<int, int> _words = [];
    private readonly int _vocabulary;
    private long _total;

    /// <summary>Fits the model.</summary>
    /// <param name="texts">Numbered words.</param>
    /// <param name="vocabulary">Words that there are, in these texts and in those to be measured; at least 1.</param>
    public BigramModel(IEnumerable<ArraySegment<int>> texts, int vocabulary)
    {
        _vocabulary = vocabulary;
        foreach (var text in texts)
        {
            var before = Start;
            foreach (var word in text)
            {
                Add(_pairs, Pair(before, word));
                Add(_contexts, before);
                Add(_words, word);
                _total++;
                before = word;
            }
        }
    }

    /// <summary>How often a word was seen.</summary>
    public int Count(int word) => _words.GetValueOrDefault(word);

    /// <summary>What a word costs after another (-1 at a text's start), in bits times 2^<see cref="FixedLog2.Scale"/>.</summary>
    public long Cost(int before, int word)
    {
        var context = (UInt128)_contexts.GetValueOrDefault(before);
        var (total, vocabulary) = ((UInt128)Math.Max(1, _total), (UInt128)_vocabulary);
        var (pair, alone) = ((UInt128)_pairs.GetValueOrDefault(Pair(before, word)), (UInt128)Count(word));

        // Over one denominator: 20 × total × vocabulary, and × context where there is one.
        return context == 0
            ? -FixedLog2.OfRatio((19 * alone * vocabulary) + total, 20 * total * vocabulary)
            : -FixedLog2.OfRatio((12 * pair * total * vocabulary) + (7 * alone * context * vocabulary) + (total * context), 20 * total * vocabulary * context);
    }

    private static long Pair(int before, int word) => ((long)before << 32) | (uint)word;

    private static void Add<T>(Dictionary<T, int> counts, T key)
        where T : notnull => CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
}
