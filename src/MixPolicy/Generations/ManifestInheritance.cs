using System.Numerics;
using MixPolicy.Hashing;
using MixPolicy.Manifests;
using MixPolicy.Scanning;

namespace MixPolicy.Generations;

/// <summary>Joins the rows of a mix with those of its parent, and with what was taken down, partition by partition. One worker an instance.</summary>
internal sealed class ManifestInheritance
{
    private const int Shown = 10;
    private readonly ParentTexts _parent;
    private readonly InheritedJoin _join;
    private readonly SortedSet<Digest256> _takenDown = [];
    private Int128 _seenFresh;
    private long _rowsTakenDown;
    private ulong[] _met = [];

    /// <summary>Nothing joined yet.</summary>
    /// <param name="parent">The parent's texts.</param>
    /// <param name="fates">Takes the fates of rows that are not kept; null where the pool is asked for.</param>
    public ManifestInheritance(ParentTexts parent, RowFates? fates) => (_parent, _join) = (parent, new InheritedJoin(parent, fates));

    /// <summary>Joins a partition of the mix's texts, sorted by digest.</summary>
    public void Join(int partition, ReadOnlySpan<SeenText> sorted)
    {
        var words = (sorted.Length + 63) / 64;
        if (_met.Length < words) _met = new ulong[words];
        _met.AsSpan(0, words).Clear();
        _join.Join<SeenText>(partition, sorted, AddFresh);
        foreach (ref readonly var digest in _parent.Ancestry.Tombstones.Of(partition, RadixPartitions<SeenText>.Bits)) AddTakenDown(digest, sorted);
    }

    /// <summary>What all workers have found.</summary>
    /// <param name="parts">The workers' own.</param>
    /// <param name="missing">What was found out of rows that are not kept.</param>
    public static Inheritance Sum(IReadOnlyList<ManifestInheritance> parts, MissingRecords missing)
    {
        var parent = parts[0]._parent;
        return new Inheritance(
            parent.Ancestry,
            parent.HumanRows,
            parts.Aggregate(default(KeptCounts), (sum, p) => sum + p._join.Counts),
            missing,
            parts.Aggregate(BigInteger.Zero, (sum, p) => sum + (BigInteger)p._seenFresh),
            parts.Sum(p => p._rowsTakenDown),
            [.. parts.SelectMany(p => p._takenDown).Order().Take(Shown).Select(d => d.ToString())]);
    }

    /// <summary>Several rows of the parent's may have the text: those of the mix count once.</summary>
    private void AddFresh(ReadOnlySpan<SeenText> held, int first, bool isHuman)
    {
        ref var met = ref _met[first / 64];
        var bit = 1UL << (first % 64);
        if ((met & bit) != 0) return;
        met |= bit;
        foreach (ref readonly var row in held)
        {
            if (row.IsFresh) _seenFresh += (Int128)row.Amount * row.Repetitions;
        }
    }

    private void AddTakenDown(in Digest256 digest, ReadOnlySpan<SeenText> sorted)
    {
        var rows = HeldTexts.Count(sorted, HeldTexts.First(sorted, digest), digest);
        if (rows == 0) return;
        _rowsTakenDown += rows;
        _takenDown.Add(digest);
        if (_takenDown.Count > Shown) _takenDown.Remove(_takenDown.Max);
    }
}
