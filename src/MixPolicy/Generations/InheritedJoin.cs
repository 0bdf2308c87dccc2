using MixPolicy.Manifests;
using MixPolicy.Scanning;

namespace MixPolicy.Generations;

/// <summary>
/// Joins the parent's texts with those that are held now, partition by partition, both sorted: exact, whatever the number of records. Buffers are reused;
/// one worker an instance.
/// </summary>
/// <param name="parent">The parent's texts.</param>
/// <param name="fates">Takes the fate of each human row that is not kept; null where only counts are asked for.</param>
internal sealed class InheritedJoin(ParentTexts parent, RowFates? fates)
{
    private readonly SpreadSorter<InheritedText> _sorter = new(RadixPartitions<InheritedText>.Bits);
    private InheritedText[] _room = [];

    /// <summary>Told of a text that both hold.</summary>
    /// <param name="held">Those that hold it now.</param>
    /// <param name="isHuman">Whether the parent holds it as human text.</param>
    public delegate void Met<T>(ReadOnlySpan<T> held, bool isHuman);

    /// <summary>What was counted so far.</summary>
    public KeptCounts Counts { get; private set; }

    /// <summary>Joins a partition.</summary>
    /// <param name="partition">Its number.</param>
    /// <param name="held">The texts of the partition that are held now, sorted by digest.</param>
    /// <param name="met">Told of each text that both hold.</param>
    public void Join<T>(int partition, ReadOnlySpan<T> held, Met<T> met)
        where T : unmanaged, IHeldText
    {
        var inherited = _sorter.Sort(parent.Partitions.Load(partition, ref _room));
        var at = 0;
        for (var start = 0; start < inherited.Length;)
        {
            var digest = inherited[start].Digest;
            var end = start + 1;
            while (end < inherited.Length && inherited[end].Digest.Equals(digest)) end++;
            while (at < held.Length && held[at].Digest.CompareTo(digest) < 0) at++;
            var first = at;
            var isHuman = false;
            for (; at < held.Length && held[at].Digest.Equals(digest); at++) isHuman |= held[at].IsHuman;
            var rows = inherited[start..end];
            var humans = Humans(rows);
            if (at > first) met(held[first..at], humans > 0);
            if (humans > 0) Settle(rows, humans, at > first, isHuman);
            start = end;
        }
    }

    private static int Humans(ReadOnlySpan<InheritedText> rows)
    {
        var humans = 0;
        foreach (ref readonly var row in rows) humans += row.IsHuman ? 1 : 0;
        return humans;
    }

    private void Settle(ReadOnlySpan<InheritedText> rows, int humans, bool isHeld, bool isHeldAsHuman)
    {
        if (isHeldAsHuman)
        {
            Counts += new KeptCounts(humans, 0, 0, 0);
            return;
        }

        if (parent.Ancestry.Tombstones.Use(rows[0].Digest))
        {
            Counts += new KeptCounts(0, humans, 0, 0);
            return;
        }

        Counts += isHeld ? new KeptCounts(0, 0, 0, humans) : new KeptCounts(0, 0, humans, 0);
        if (fates is null) return;
        foreach (ref readonly var row in rows)
        {
            if (row.IsHuman) fates[row.Row] = isHeld ? RowFate.Relabelled : RowFate.Lost;
        }
    }
}
