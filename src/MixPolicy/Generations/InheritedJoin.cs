namespace MixPolicy.Generations;

/// <summary>
/// Joins the parent's texts with those that are held now, partition by partition: exact, whatever the number of records. Of the parent's, only a few
/// thousand are in memory at once. One worker an instance.
/// </summary>
/// <param name="parent">The parent's texts.</param>
/// <param name="fates">Takes the fate of each human row that is not kept; null where only counts are asked for.</param>
internal sealed class InheritedJoin(ParentTexts parent, RowFates? fates)
{
    private readonly InheritedText[] _room = new InheritedText[4096];

    /// <summary>Told of a row of the parent's whose text is held.</summary>
    /// <param name="held">Those that hold it now.</param>
    /// <param name="first">The place of the first of them.</param>
    /// <param name="isHuman">Whether the row says that the text is human.</param>
    public delegate void Met<T>(ReadOnlySpan<T> held, int first, bool isHuman);

    /// <summary>What was counted so far.</summary>
    public KeptCounts Counts { get; private set; }

    /// <summary>Joins a partition.</summary>
    /// <param name="partition">Its number.</param>
    /// <param name="held">The texts of the partition that are held now, sorted by digest.</param>
    /// <param name="met">Told of each row of the parent's whose text is held.</param>
    public void Join<T>(int partition, ReadOnlySpan<T> held, Met<T> met)
        where T : unmanaged, IHeldText
    {
        for (long from = 0; parent.Partitions.Load(partition, from, _room) is > 0 and var count; from += count)
        {
            foreach (ref readonly var row in _room.AsSpan(0, count))
            {
                var first = HeldTexts.First(held, row.Digest);
                var group = held.Slice(first, HeldTexts.Count(held, first, row.Digest));
                if (!group.IsEmpty) met(group, first, row.IsHuman);
                if (row.IsHuman) Settle(row, group);
            }
        }
    }

    private void Settle<T>(in InheritedText row, ReadOnlySpan<T> group)
        where T : unmanaged, IHeldText
    {
        foreach (ref readonly var text in group)
        {
            if (!text.IsHuman) continue;
            Counts += new KeptCounts(1, 0, 0, 0);
            return;
        }

        if (parent.Ancestry.Tombstones.Use(row.Digest))
        {
            Counts += new KeptCounts(0, 1, 0, 0);
            return;
        }

        Counts += group.IsEmpty ? new KeptCounts(0, 0, 1, 0) : new KeptCounts(0, 0, 0, 1);
        if (fates is not null) fates[row.Row] = group.IsEmpty ? RowFate.Lost : RowFate.Relabelled;
    }
}
