using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Simulation;

/// <summary>Counts turned into the weights that a <see cref="Decoding"/> draws by: temperature first, then top-p.</summary>
internal static class DecodedSuccessors
{
    /// <summary>The same contexts in the same places, with the words that may still follow and their new weights.</summary>
    public static Successors Decode(Successors counted, Decoding decoding)
    {
        if (decoding.Temperature == Fraction.One && decoding.TopP == Fraction.One) return counted;
        var starts = new int[counted.Starts.Length];
        var words = new List<int>(counted.Words.Length);
        var cumulative = new List<ulong>(counted.Words.Length);
        for (var context = 0; context < counted.Contexts.Length; context++)
        {
            var weights = counted.WeightsOf(context);
            Temper(weights, decoding.Temperature);
            CutTail(weights, decoding.TopP);
            var sum = 0UL;
            for (var i = 0; i < weights.Length; i++)
            {
                if (weights[i] == 0) continue;
                words.Add(counted.Words[counted.Starts[context] + i]);
                cumulative.Add(sum = checked(sum + weights[i]));
            }

            starts[context + 1] = words.Count;
        }

        return new Successors(counted.Contexts, starts, [.. words], [.. cumulative]);
    }

    private static void Temper(ulong[] weights, Fraction temperature)
    {
        if (temperature == Fraction.One) return; // the counts themselves: exact
        var largest = weights.Max();
        for (var i = 0; i < weights.Length; i++) weights[i] = TemperedWeights.Weight(weights[i], largest, temperature);
    }

    /// <summary>Zeroes all but the fewest heaviest weights that hold the share; equal weights go by the words' ordinal order.</summary>
    private static void CutTail(ulong[] weights, Fraction topP)
    {
        if (topP == Fraction.One) return;
        var total = weights.Aggregate((UInt128)0, (sum, weight) => sum + weight);
        var (enough, scale) = (total * (ulong)topP.Numerator, (ulong)topP.Denominator);
        var heaviestFirst = Enumerable.Range(0, weights.Length).OrderByDescending(i => weights[i]).ThenBy(i => i);
        UInt128 held = 0;
        foreach (var i in heaviestFirst)
        {
            if (held * scale >= enough) weights[i] = 0;
            else held += weights[i];
        }
    }
}
