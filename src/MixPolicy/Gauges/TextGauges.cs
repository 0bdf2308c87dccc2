using ZstdSharp;

namespace MixPolicy.Gauges;

/// <summary>How varied some texts are, at a fixed number of words, since every one of these figures changes with it. Immutable.</summary>
/// <param name="Texts">Texts looked at, repetitions counted.</param>
/// <param name="Words">Words looked at.</param>
/// <param name="Distinct">For runs of 1, 2 and 3 words: how many different ones there are, and how many in all.</param>
/// <param name="Repeated">Runs of 4 words that another text has too, and runs of 4 words in all.</param>
/// <param name="Hapaxes">Words that stand once: over all words the Good-Turing estimate of the mass that was not seen.</param>
/// <param name="Bytes">Bytes of the texts, and of the same compressed (zstd, level 3).</param>
internal sealed record TextGauges(
    int Texts, int Words, IReadOnlyList<(int Different, int All)> Distinct, (int Shared, int All) Repeated, int Hapaxes, (long Plain, long Compressed) Bytes)
{
    /// <summary>Takes the gauges of texts up to a number of words.</summary>
    public static TextGauges Of(IReadOnlyList<GaugedText> texts, int words)
    {
        var cut = SampleCut.First(texts, words);
        var bytes = cut.SelectMany(t => t.Text.Utf8.Append((byte)'\n')).ToArray();
        using var compressor = new Compressor(3);
        return new TextGauges(
            cut.Count,
            cut.Sum(t => t.Words.Count),
            [.. Enumerable.Range(1, 3).Select(n => DistinctRuns(cut, n))],
            SharedRuns(cut),
            cut.SelectMany(t => t.Words).CountBy(w => w).Count(w => w.Value == 1),
            (bytes.Length, compressor.Wrap(bytes).Length));
    }

    private static (int Different, int All) DistinctRuns(IReadOnlyList<SampleCut> texts, int length)
    {
        var (seen, all) = (new HashSet<Int128>(), 0);
        foreach (var text in texts)
        {
            for (var at = 0; at + length <= text.Words.Count; at++, all++) seen.Add(Run(text.Words, at, length));
        }

        return (seen.Count, all);
    }

    /// <summary>Runs that come back in the same text are not counted: lists and refrains repeat themselves.</summary>
    private static (int Shared, int All) SharedRuns(IReadOnlyList<SampleCut> texts)
    {
        const int Length = 4;
        var (holders, all) = (new Dictionary<Int128, int>(), 0);
        for (var t = 0; t < texts.Count; t++)
        {
            for (var at = 0; at + Length <= texts[t].Words.Count; at++, all++)
            {
                var run = Run(texts[t].Words, at, Length);
                holders[run] = !holders.TryGetValue(run, out var holder) || holder == t ? t : -1;
            }
        }

        return (texts.Sum(t => Enumerable.Range(0, Math.Max(0, t.Words.Count - Length + 1)).Count(at => holders[Run(t.Words, at, Length)] < 0)), all);
    }

    private static Int128 Run(ArraySegment<int> words, int at, int length)
    {
        var run = Int128.Zero;
        for (var i = 0; i < length; i++) run = (run << 32) | (uint)words[at + i];
        return run;
    }
}
