namespace MixPolicy.Scanning;

/// <summary>The records that the planner treats alike: one source, one origin, and one answer of every rule's facet.</summary>
/// <param name="Name"><c>source/origin</c> and then each facet that divides, in the catalogue's order: <c>web/human/fresh</c>.</param>
/// <param name="Source">Index of the source in the policy.</param>
/// <param name="Origin">Where the texts come from.</param>
/// <param name="Sample">One class of the stratum; every rule's facet answers alike for all of them.</param>
/// <param name="Fact">What else is known of one of its records; every rule's facet answers alike for all of them.</param>
/// <param name="Records">Admitted records.</param>
/// <param name="Available">Their sum in the policy's unit, each once.</param>
/// <param name="Largest">The largest single record, in the policy's unit.</param>
internal sealed record Stratum(string Name, int Source, Origin Origin, RecordClass Sample, RecordFact Fact, long Records, long Available, long Largest)
{
    /// <summary>Words of its records' texts, each once; 0 when no rule counts them.</summary>
    public long Words { get; init; }

    /// <summary>Those of them that are rare to their records.</summary>
    public long RareWords { get; init; }
}
