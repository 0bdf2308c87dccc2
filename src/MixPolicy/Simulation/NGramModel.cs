using System.Text;

namespace MixPolicy.Simulation;

/// <summary>
/// A word-level n-gram model: how often each word was seen after the one or two words before it. A word is what stands between white
/// space, punctuation and all, so that words joined by single spaces read as the text did. Each text starts after the mark <see cref="Start"/>
/// and is followed by the mark <see cref="End"/>. Counts are whole numbers and words are numbered in ordinal order, so the model depends on
/// the multiset of texts alone, not on their order. Immutable, thread-safe; memory grows with the words of the texts.
/// </summary>
internal sealed class NGramModel
{
    /// <summary>The mark after a text's last word; sorts before every word.</summary>
    public const int End = 0;

    /// <summary>The mark before a text's first word.</summary>
    public const int Start = 1;

    private const int FirstWord = 2;

    private readonly string[] _words;
    private readonly Successors[] _successors;

    private NGramModel(string[] words, Successors[] successors)
    {
        _words = words;
        _successors = successors;
    }

    /// <summary>2 when a word depends on the one before it, 3 when on the two before it.</summary>
    public int Order => _successors.Length;

    /// <summary>Distinct words.</summary>
    public int Vocabulary => _words.Length;

    /// <summary>Learns from texts.</summary>
    /// <param name="texts">UTF-8; a byte that is not becomes U+FFFD. Texts without a word teach nothing.</param>
    /// <param name="order">2 (bigram) or 3 (trigram).</param>
    /// <exception cref="ArgumentException">No text has a word.</exception>
    public static NGramModel Train(IEnumerable<ReadOnlyMemory<byte>> texts, int order = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 3);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var stream = new List<int>();
        foreach (var text in texts)
        {
            var before = stream.Count;
            foreach (var word in Encoding.UTF8.GetString(text.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (!numbers.TryGetValue(word, out var number)) numbers.Add(word, number = numbers.Count + FirstWord);
                stream.Add(number);
            }

            if (stream.Count > before) stream.Add(End);
        }

        if (stream.Count == 0) throw new ArgumentException("No text holds a word: there is nothing to learn from.", nameof(texts));
        var words = numbers.Keys.ToArray();
        Array.Sort(words, StringComparer.Ordinal);
        Renumber(stream, words, numbers);
        return new NGramModel(words, [.. Enumerable.Range(0, order).Select(length => SuccessorCount.Of(Sightings(stream, length)))]);
    }

    /// <summary>What followed contexts of a number of words, 0 up to the order less one.</summary>
    public Successors After(int contextLength) => _successors[contextLength];

    /// <summary>The word with a number that is neither mark.</summary>
    public string Word(int number) => _words[number - FirstWord];

    /// <summary>The number of a word; -1 when it was never seen.</summary>
    public int Number(string word)
    {
        var at = Array.BinarySearch(_words, word, StringComparer.Ordinal);
        return at < 0 ? -1 : at + FirstWord;
    }

    /// <summary>Packs the last words before a word.</summary>
    /// <param name="length">0, 1 or 2.</param>
    /// <param name="last">The word before.</param>
    /// <param name="lastButOne">The word before that.</param>
    public static ulong Context(int length, int last, int lastButOne) =>
        length == 0 ? 0 : length == 1 ? (uint)last : ((ulong)(uint)lastButOne << 32) | (uint)last;

    private static void Renumber(List<int> stream, string[] sorted, Dictionary<string, int> numbers)
    {
        var renumbered = new int[sorted.Length + FirstWord];
        for (var i = 0; i < sorted.Length; i++) renumbered[numbers[sorted[i]]] = i + FirstWord;
        for (var i = 0; i < stream.Count; i++) stream[i] = renumbered[stream[i]]; // End stays 0
    }

    private static Sighting[] Sightings(List<int> stream, int contextLength)
    {
        var seen = new Sighting[stream.Count];
        var (last, lastButOne) = (Start, Start);
        for (var i = 0; i < seen.Length; i++)
        {
            var word = stream[i];
            seen[i] = new Sighting(Context(contextLength, last, lastButOne), word);
            (last, lastButOne) = word == End ? (Start, Start) : (word, last);
        }

        return seen;
    }
}
