namespace MixPolicy.Gauges;

/// <summary>A text of the sample.</summary>
/// <param name="Utf8">The text, cut after some kilobytes.</param>
/// <param name="Words">Its words, numbered.</param>
internal sealed record GaugedText(byte[] Utf8, int[] Words);

/// <summary>A text, and as many of its words as are looked at.</summary>
internal readonly record struct SampleCut(GaugedText Text, ArraySegment<int> Words)
{
    /// <summary>The first texts, with a number of words in all; the last of them may be cut.</summary>
    public static IReadOnlyList<SampleCut> First(IReadOnlyList<GaugedText> texts, int words)
    {
        var cut = new List<SampleCut>();
        foreach (var text in texts)
        {
            if (words <= 0) break;
            var taken = Math.Min(words, text.Words.Length);
            cut.Add(new SampleCut(text, new ArraySegment<int>(text.Words, 0, taken)));
            words -= taken;
        }

        return cut;
    }
}
