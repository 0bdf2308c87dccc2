using MixPolicy.Generations;
using MixPolicy.Hashing;
using MixPolicy.Scanning;

namespace MixPolicy.Lineage.Diff;

/// <summary>
/// Compares the rows of two manifests that are sorted by text. Whether human text is kept rests on its SHA-256 alone; which record is which, on source and
/// id as well. One worker an instance.
/// </summary>
/// <param name="excused">The texts that the newer report says were taken down.</param>
/// <param name="gone">Takes human rows whose text is gone.</param>
internal sealed class RowComparison(IReadOnlySet<Digest256> excused, RadixPartitions<GoneRow>.Writer gone)
{
    private const int Shown = 10;
    private readonly SortedSet<long> _relabelledRows = [];

    /// <summary>Rows of both that did not change.</summary>
    public long Unchanged { get; private set; }

    /// <summary>Rows of the newer one only.</summary>
    public ChangeTally Added { get; } = new();

    /// <summary>Rows of the older one only.</summary>
    public ChangeTally Dropped { get; } = new();

    /// <summary>Rows of both, of another amount.</summary>
    public ChangeTally Reweighted { get; } = new();

    /// <summary>Rows of both, of another origin.</summary>
    public ChangeTally Relabelled { get; } = new();

    /// <summary>What became of the older one's human rows.</summary>
    public KeptCounts Counts { get; private set; }

    /// <summary>The first ten of its human rows whose text is there, but not as human text.</summary>
    public IReadOnlySet<long> RelabelledRows => _relabelledRows;

    /// <summary>Compares rows of which all of a text are given at once.</summary>
    /// <param name="older">Rows of the older manifest, sorted.</param>
    /// <param name="newer">Rows of the newer one, sorted.</param>
    public void Compare(ReadOnlySpan<ComparedRow> older, ReadOnlySpan<ComparedRow> newer)
    {
        while (!older.IsEmpty || !newer.IsEmpty)
        {
            var digest = older.IsEmpty || (!newer.IsEmpty && newer[0].Digest.CompareTo(older[0].Digest) < 0) ? newer[0].Digest : older[0].Digest;
            var before = Take(ref older, digest);
            var now = Take(ref newer, digest);
            Settle(before, now);
            Match(before, now);
        }
    }

    /// <summary>Adds what another worker has found.</summary>
    public void Add(RowComparison other)
    {
        Unchanged += other.Unchanged;
        Added.Add(other.Added);
        Dropped.Add(other.Dropped);
        Reweighted.Add(other.Reweighted);
        Relabelled.Add(other.Relabelled);
        Counts += other.Counts;
        foreach (var row in other._relabelledRows) KeepRelabelled(row);
    }

    /// <summary>The rows of a text, from the front.</summary>
    private static ReadOnlySpan<ComparedRow> Take(ref ReadOnlySpan<ComparedRow> rows, in Digest256 digest)
    {
        var count = 0;
        while (count < rows.Length && rows[count].Digest.Equals(digest)) count++;
        var taken = rows[..count];
        rows = rows[count..];
        return taken;
    }

    /// <summary>The rows of a record, from the front: one, in a manifest that a build wrote.</summary>
    private static ReadOnlySpan<ComparedRow> TakeRecord(ref ReadOnlySpan<ComparedRow> rows, in ComparedRow record)
    {
        var count = 0;
        while (count < rows.Length && rows[count].Identity == record.Identity) count++;
        var taken = rows[..count];
        rows = rows[count..];
        return taken;
    }

    private static bool HasHuman(ReadOnlySpan<ComparedRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            if (row.Origin.IsHuman()) return true;
        }

        return false;
    }

    private static Int128 Amount(ReadOnlySpan<ComparedRow> rows)
    {
        Int128 sum = 0;
        foreach (ref readonly var row in rows) sum += row.Amount;
        return sum;
    }

    private static long Repetitions(ReadOnlySpan<ComparedRow> rows)
    {
        long sum = 0;
        foreach (ref readonly var row in rows) sum += row.Repetitions;
        return sum;
    }

    /// <summary>Counts as <see cref="InheritedJoin"/> does.</summary>
    private void Settle(ReadOnlySpan<ComparedRow> before, ReadOnlySpan<ComparedRow> now)
    {
        var isKept = HasHuman(now);
        foreach (ref readonly var row in before)
        {
            if (!row.Origin.IsHuman()) continue;
            if (isKept)
            {
                Counts += new KeptCounts(1, 0, 0, 0);
            }
            else if (excused.Contains(row.Digest))
            {
                Counts += new KeptCounts(0, 1, 0, 0);
            }
            else if (now.IsEmpty)
            {
                Counts += new KeptCounts(0, 0, 1, 0);
                gone.Add(row.Identity.Head, new GoneRow(row.Identity, row.Row));
            }
            else
            {
                Counts += new KeptCounts(0, 0, 0, 1);
                KeepRelabelled(row.Row);
            }
        }
    }

    private void Match(ReadOnlySpan<ComparedRow> before, ReadOnlySpan<ComparedRow> now)
    {
        while (!before.IsEmpty || !now.IsEmpty)
        {
            var record = before.IsEmpty || (!now.IsEmpty && now[0].Identity.CompareTo(before[0].Identity) < 0) ? now[0] : before[0];
            var there = TakeRecord(ref before, record);
            var here = TakeRecord(ref now, record);
            foreach (ref readonly var row in here.IsEmpty ? there : []) Dropped.Add(row.Row, row.Source, new Change(row.Amount, 0, row.Origin, null));
            foreach (ref readonly var row in there.IsEmpty ? here : []) Added.Add(row.Row, row.Source, new Change(0, row.Amount, null, row.Origin));
            if (here.IsEmpty || there.IsEmpty) continue;
            var change = new Change(Amount(there), Amount(here), there[0].Origin, here[0].Origin);
            var (isReweighted, isRelabelled) = (change.Before != change.After || Repetitions(there) != Repetitions(here), there[0].Origin != here[0].Origin);
            if (isReweighted) Reweighted.Add(here[0].Row, here[0].Source, change);
            if (isRelabelled) Relabelled.Add(here[0].Row, here[0].Source, change);
            if (!isReweighted && !isRelabelled) Unchanged++;
        }
    }

    private void KeepRelabelled(long row)
    {
        _relabelledRows.Add(row);
        if (_relabelledRows.Count > Shown) _relabelledRows.Remove(_relabelledRows.Max);
    }
}
