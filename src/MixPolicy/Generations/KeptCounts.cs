namespace MixPolicy.Generations;

/// <summary>What became of the parent's human records. Their sum is all of them.</summary>
/// <param name="Kept">Their text is there, as human text.</param>
/// <param name="Excused">Their text is gone, and a tombstone says why.</param>
/// <param name="Gone">Their text is gone.</param>
/// <param name="Relabelled">Their text is there, but no record says any more that it is human.</param>
internal readonly record struct KeptCounts(long Kept, long Excused, long Gone, long Relabelled)
{
    /// <summary>Both together.</summary>
    public static KeptCounts operator +(KeptCounts a, KeptCounts b) =>
        new(a.Kept + b.Kept, a.Excused + b.Excused, a.Gone + b.Gone, a.Relabelled + b.Relabelled);
}
