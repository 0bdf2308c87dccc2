using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Hashing;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>Counts the texts of partitions of a manifest's rows, and checks who the rows are. Buffers are reused; one worker an instance.</summary>
/// <param name="texts">The rows' texts.</param>
/// <param name="identities">Who the rows are.</param>
/// <param name="conflicts">Texts that stand under two origins in the pool; null when none do, or nobody knows.</param>
/// <param name="ranks">By number of a source: its rank among those that allow most repetitions.</param>
/// <param name="inheritance">What joins the rows with the generation before; null when no rule looks at it.</param>
internal sealed class PartitionCheck(
    RadixPartitions<SeenText> texts,
    RadixPartitions<RowIdentity> identities,
    RadixPartitions<Digest256>? conflicts,
    IReadOnlyList<int> ranks,
    ManifestInheritance? inheritance)
{
    private readonly SpreadSorter<SeenText> _textSorter = new(RadixPartitions<SeenText>.Bits);
    private readonly SpreadSorter<RowIdentity> _identitySorter = new(RadixPartitions<RowIdentity>.Bits);
    private SeenText[] _texts = [];
    private RowIdentity[] _identities = [];
    private Digest256[] _conflicts = [];

    /// <summary>What the mix keeps of the generation before.</summary>
    public ManifestInheritance? Inheritance => inheritance;

    /// <summary>How often texts are seen.</summary>
    public RepetitionTally Tally { get; } = new(ranks);

    /// <summary>Counts a partition.</summary>
    /// <exception cref="SourceFileException">A record stands in two rows.</exception>
    public void Count(int partition)
    {
        Check(_identitySorter.Sort(identities.Load(partition, ref _identities)));
        var shared = conflicts is null ? default : conflicts.Load(partition, ref _conflicts);
        shared.Sort();
        var sorted = _textSorter.Sort(texts.Load(partition, ref _texts));
        Tally.Add(sorted, shared);
        inheritance?.Join(partition, sorted);
    }

    /// <summary>A record stands in one row, with its repetitions: else counts of distinct records would be wrong.</summary>
    private static void Check(ReadOnlySpan<RowIdentity> sorted)
    {
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1])
            {
                throw new SourceFileException(
                    Codes.ManifestUnreadable, "a record (source and id) stands in two rows", "write one row a record and count it in repetitions");
            }
        }
    }
}
