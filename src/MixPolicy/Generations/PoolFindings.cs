namespace MixPolicy.Generations;

/// <summary>What the pool holds of the parent's texts.</summary>
/// <param name="Counts">What became of its human records.</param>
/// <param name="Missing">Those that the pool no longer holds; none where the policy asks of the manifest.</param>
/// <param name="TakenDown">Records that were left out because their text was taken down.</param>
internal sealed record PoolFindings(KeptCounts Counts, MissingRecords Missing, long TakenDown);
