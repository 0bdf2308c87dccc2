using System.Numerics;
using MixPolicy.Hashing;
using MixPolicy.Scanning;

namespace MixPolicy.Gauges;

/// <summary>What a mix's texts look like beside human text, from a sample. Whole numbers all through. Immutable.</summary>
/// <param name="Mix">The mix.</param>
/// <param name="Human">Human text of the pool, as many words.</param>
/// <param name="All">What human text that neither model saw costs.</param>
/// <param name="Rare">The same, words alone that are rare in human text (seen at most 5 times by the model that learnt from it).</param>
internal sealed record MixGauges(TextGauges Mix, TextGauges Human, HeldOutCost All, HeldOutCost Rare)
{
    /// <summary>Distinct-n is shown at so many words, or at as many as there are.</summary>
    public const int GaugedWords = 50_000;

    private const int RareCount = 5;

    /// <summary>
    /// Takes the gauges. Human text is split in two by a bit of the digest: from one half a model learns what human text is like, the other is held out.
    /// From the mix, less what is held out, another learns, from as many words. What the held-out half costs more under the second is what the mix lost.
    /// </summary>
    /// <param name="count">The sample, and what the manifest's rows hold of it.</param>
    public static MixGauges Take(SampleCount count)
    {
        var words = new SampleWords();
        var human = count.Sample.Human.Texts.Select(t => (t.Key, Text: new GaugedText(t.Value, words.Cut(t.Value)))).ToList();
        var mix = count.Held().Select(t => (Key: t.Digest, Text: new GaugedText(t.Text, words.Cut(t.Text)), t.Times)).ToList();
        var learnt = human.Where(t => !IsHeldOut(t.Key)).Select(t => t.Text).ToList();
        var heldOut = human.Where(t => IsHeldOut(t.Key)).ToList();
        var heldOutDigests = heldOut.Select(t => t.Key).ToHashSet();
        var repeated = Repeat(mix.Select(t => (t.Key, t.Text, t.Times)));
        var clean = Repeat(mix.Where(t => !heldOutDigests.Contains(t.Key)).Select(t => (t.Key, t.Text, t.Times)));

        var fit = Math.Min(Words(learnt), Words(clean));
        var (reference, fitted) = (Model(learnt, fit, words.Vocabulary), Model(clean, fit, words.Vocabulary));
        var (all, rare) = (new CostSum(), new CostSum());
        foreach (var (_, text) in heldOut)
        {
            var before = -1;
            foreach (var word in text.Words)
            {
                var (byHuman, byMix) = (reference.Cost(before, word), fitted.Cost(before, word));
                all.Add(byHuman, byMix);
                if (reference.Count(word) <= RareCount) rare.Add(byHuman, byMix);
                before = word;
            }
        }

        var shown = Math.Min(GaugedWords, Math.Min(Words(repeated), human.Sum(t => t.Text.Words.Length)));
        return new MixGauges(
            TextGauges.Of(repeated, shown), TextGauges.Of([.. human.Select(t => t.Text)], shown), all.Of(fit), rare.Of(fit));
    }

    /// <summary>A bit that neither the sample's limit nor a partition goes by.</summary>
    private static bool IsHeldOut(Digest256 digest) => (digest.Tail & 1) == 1;

    /// <summary>Copies of repeated texts lie apart, by a hash of the digest and the copy's number.</summary>
    private static List<GaugedText> Repeat(IEnumerable<(Digest256 Key, GaugedText Text, long Times)> texts)
    {
        const int MostCopies = 64;
        return [.. texts
            .SelectMany(t => Enumerable.Range(0, (int)Math.Min(t.Times, MostCopies)).Select(copy => (t.Key, Order: Spread(t.Key.Head, copy), t.Text)))
            .OrderBy(t => t.Order).ThenBy(t => t.Key)
            .Select(t => t.Text)];
    }

    /// <summary>SplitMix64 (Steele and others, 2014) of the digest's head, moved on by the number of the copy.</summary>
    private static ulong Spread(ulong head, int copy)
    {
        var z = unchecked(head + ((ulong)copy * 0x9E3779B97F4A7C15));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }

    private static int Words(IEnumerable<GaugedText> texts) => (int)Math.Min(int.MaxValue, texts.Sum(t => (long)t.Words.Length));

    private static BigramModel Model(IReadOnlyList<GaugedText> texts, int words, int vocabulary) =>
        new(SampleCut.First(texts, words).Select(t => t.Words), Math.Max(1, vocabulary));

    private sealed class CostSum
    {
        private BigInteger _human;
        private BigInteger _mix;
        private long _words;

        public void Add(long human, long mix)
        {
            _human += human;
            _mix += mix;
            _words++;
        }

        public HeldOutCost Of(int fit) => new(_words, fit, _human, _mix);
    }
}
