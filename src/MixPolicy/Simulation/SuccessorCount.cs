namespace MixPolicy.Simulation;

/// <summary>Counts which word follows which context.</summary>
internal static class SuccessorCount
{
    /// <summary>Counts a list of sightings, in whatever order they come.</summary>
    /// <param name="seen">Sorted in place.</param>
    public static Successors Of(Sighting[] seen)
    {
        Array.Sort(seen);
        var contexts = new List<ulong>();
        var starts = new List<int>();
        var words = new List<int>();
        var cumulative = new List<ulong>();
        for (var i = 0; i < seen.Length; i++)
        {
            var newContext = i == 0 || seen[i].Context != seen[i - 1].Context;
            if (newContext)
            {
                contexts.Add(seen[i].Context);
                starts.Add(words.Count);
            }

            if (newContext || seen[i].Word != seen[i - 1].Word)
            {
                words.Add(seen[i].Word);
                cumulative.Add(newContext ? 0 : cumulative[^1]);
            }

            cumulative[^1]++;
        }

        starts.Add(words.Count);
        return new Successors([.. contexts], [.. starts], [.. words], [.. cumulative]);
    }
}

/// <summary>A word seen after a context.</summary>
/// <param name="Context">The words before it, as <see cref="NGramModel.Context"/> packs them.</param>
/// <param name="Word">The word.</param>
internal readonly record struct Sighting(ulong Context, int Word) : IComparable<Sighting>
{
    /// <summary>By context, then by word.</summary>
    public int CompareTo(Sighting other)
    {
        var byContext = Context.CompareTo(other.Context);
        return byContext != 0 ? byContext : Word.CompareTo(other.Word);
    }
}
