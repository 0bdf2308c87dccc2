namespace MixPolicy.Simulation;

/// <summary>Which words follow which contexts, and how heavily. Contexts ascend; within one, words ascend. Immutable, thread-safe.</summary>
/// <param name="Contexts">Distinct, ascending.</param>
/// <param name="Starts">Where each context's words start, and after them the end of the last: one more than contexts.</param>
/// <param name="Words">The words that follow, context by context.</param>
/// <param name="Cumulative">Weights summed up within each context, so that a word's own weight is the step to it; each step at least 1.</param>
internal sealed record Successors(ulong[] Contexts, int[] Starts, int[] Words, ulong[] Cumulative)
{
    /// <summary>The position of a context; negative when it was never seen.</summary>
    public int Find(ulong context) => Array.BinarySearch(Contexts, context);

    /// <summary>The sum of a context's weights.</summary>
    public ulong Total(int context) => Cumulative[Starts[context + 1] - 1];

    /// <summary>The words that may follow a context.</summary>
    public ReadOnlySpan<int> WordsOf(int context) => Words.AsSpan(Starts[context]..Starts[context + 1]);

    /// <summary>The weight of each word that may follow a context.</summary>
    public ulong[] WeightsOf(int context)
    {
        var weights = Cumulative[Starts[context]..Starts[context + 1]];
        for (var i = weights.Length - 1; i > 0; i--) weights[i] -= weights[i - 1];
        return weights;
    }

    /// <summary>Draws a word, each as likely as its weight.</summary>
    public int Draw(int context, Xoshiro256 random)
    {
        var (start, end) = (Starts[context], Starts[context + 1]);
        var drawn = random.Below(Total(context));
        var at = Array.BinarySearch(Cumulative, start, end - start, drawn);
        return Words[at < 0 ? ~at : at + 1]; // the first whose sum is above what was drawn
    }
}
