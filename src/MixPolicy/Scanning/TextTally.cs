using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>Counts what becomes of texts that several records hold. One worker an instance; instances are added up afterwards.</summary>
/// <param name="sources">How many sources there are.</param>
/// <param name="conflictTexts">Takes the texts whose origins contradict each other.</param>
internal sealed class TextTally(int sources, RadixPartitions<Digest256>.Writer conflictTexts)
{
    /// <summary>Copies dropped, by source: each with what stands for it.</summary>
    public IReadOnlyList<PairTally> Copies { get; } = [.. Enumerable.Range(0, sources).Select(_ => new PairTally())];

    /// <summary>Records dropped since their text stands under two origins, by source: each with one of the other origin.</summary>
    public IReadOnlyList<PairTally> Conflicts { get; } = [.. Enumerable.Range(0, sources).Select(_ => new PairTally())];

    /// <summary>Texts that stand under two origins: each with a human and another record.</summary>
    public PairTally Conflicting { get; } = new();

    /// <summary>Counts a text whose origins contradict each other.</summary>
    public void Conflict(int records, in TextRecord human, in TextRecord other)
    {
        conflictTexts.Add(human.Digest.Head, human.Digest);
        Conflicting.Add(human, other, records, 0);
    }

    /// <summary>Adds what another has counted.</summary>
    public void Add(TextTally other)
    {
        Conflicting.Add(other.Conflicting);
        for (var s = 0; s < sources; s++)
        {
            Copies[s].Add(other.Copies[s]);
            Conflicts[s].Add(other.Conflicts[s]);
        }
    }
}
