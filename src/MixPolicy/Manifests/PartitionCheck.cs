using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Manifests;

/// <summary>Counts the texts of partitions of a manifest's rows, and checks who the rows are. Buffers are reused; one worker an instance.</summary>
/// <param name="texts">The rows by their texts.</param>
/// <param name="identities">The rows by who they are.</param>
/// <param name="inheritance">What joins them with the generation before; null when no rule looks at it.</param>
internal sealed class PartitionCheck(RadixPartitions<SeenText> texts, RadixPartitions<RowIdentity> identities, ManifestInheritance? inheritance)
{
    private readonly SpreadSorter<SeenText> _textSorter = new(RadixPartitions<SeenText>.Bits);
    private readonly SpreadSorter<RowIdentity> _identitySorter = new(RadixPartitions<RowIdentity>.Bits);
    private SeenText[] _texts = [];
    private RowIdentity[] _identities = [];

    /// <summary>What the mix keeps of the generation before.</summary>
    public ManifestInheritance? Inheritance => inheritance;

    /// <summary>How often texts are seen.</summary>
    public RepetitionTally Tally { get; } = new();

    /// <summary>Counts a partition.</summary>
    /// <exception cref="SourceFileException">A record stands in two rows.</exception>
    public void Count(int partition)
    {
        Check(_identitySorter.Sort(identities.Load(partition, ref _identities)));
        var sorted = _textSorter.Sort(texts.Load(partition, ref _texts));
        Tally.Add(sorted);
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
