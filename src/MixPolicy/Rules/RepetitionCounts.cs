using System.Numerics;
using MixPolicy.Hashing;

namespace MixPolicy.Rules;

/// <summary>How often texts are seen, the same text counted once over all records and sources that hold it.</summary>
/// <param name="ByTimes">For each number of times seen, ascending: how many texts, and their sum of unit × times.</param>
internal sealed record RepetitionCounts(IReadOnlyList<TimesSeen> ByTimes)
{
    /// <summary>Texts that several records of the mix hold.</summary>
    public CopyCounts Copies { get; init; } = CopyCounts.None;

    /// <summary>Texts that several sources hold, by the one of these that allows most and by how often they are seen: ascending by both.</summary>
    public IReadOnlyList<SeenAcross> Across { get; init; } = [];

    /// <summary>Texts that stand as human text in one record and not in another, be the other in the mix or only in the pool.</summary>
    public CopyCounts Conflicts { get; init; } = CopyCounts.None;
}

/// <summary>Texts that are all seen equally often.</summary>
/// <param name="Times">How often, at least 1.</param>
/// <param name="Texts">How many texts.</param>
/// <param name="Amount">Their sum of unit × times.</param>
internal sealed record TimesSeen(long Times, long Texts, BigInteger Amount);

/// <summary>Texts that records of the mix share with others.</summary>
/// <param name="Texts">How many texts.</param>
/// <param name="Records">Records of the mix that hold them.</param>
/// <param name="Amount">Sum of unit × repetitions beyond the record of each text that has most of it.</param>
/// <param name="First">The first of them; null when there are none.</param>
internal sealed record CopyCounts(long Texts, long Records, BigInteger Amount, Digest256? First)
{
    /// <summary>There are no such texts.</summary>
    public static CopyCounts None { get; } = new(0, 0, BigInteger.Zero, null);

    /// <summary>Where records of the first text stand, for people; empty when nobody looked.</summary>
    public string Example { get; init; } = "";
}

/// <summary>Texts that several sources hold and that are all seen equally often.</summary>
/// <param name="Source">Name of the source that has the largest repetition factor of those that hold them; of equal ones the first by name.</param>
/// <param name="Times">How often, over all records and sources.</param>
/// <param name="Texts">How many texts.</param>
internal sealed record SeenAcross(string Source, long Times, long Texts);
