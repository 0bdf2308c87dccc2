using System.IO.MemoryMappedFiles;

namespace MixPolicy.Scanning;

/// <summary>
/// Which records stand together, directly or through others: a union-find over the numbers of the index in a mapped scratch file, so that memory is the
/// system's to take back. Joining is for one thread at a time; what comes out does not depend on the order of joining.
/// </summary>
internal sealed class NearClusters : IDisposable
{
    private const int Width = sizeof(long) + (2 * sizeof(ulong));
    private const int NameAt = sizeof(long);
    private const int RankAt = NameAt + sizeof(ulong);
    private readonly MappedScratch _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Lock _joining = new();

    /// <summary>Every record by itself.</summary>
    /// <param name="path">A scratch file that does not exist.</param>
    /// <param name="records">How many.</param>
    public NearClusters(string path, long records)
    {
        _file = new MappedScratch(path, records * Width);
        _view = _file.Make();
    }

    /// <summary>Puts the clusters of two records together. Thread-safe.</summary>
    public void Join(long a, long b)
    {
        lock (_joining)
        {
            var (x, y) = (Root(a), Root(b));
            if (x == y)
            {
                Grow(x);
                return;
            }

            SetParent(Math.Max(x, y), Math.Min(x, y));
            Grow(Math.Min(x, y));
        }
    }

    /// <summary>Whether a record stands with others; to be asked when nobody joins.</summary>
    public bool IsJoined(long record) => Raw(record) != 0;

    /// <summary>The number that stands for a record's cluster: its least.</summary>
    public long Root(long record)
    {
        var root = record;
        while (Parent(root) is var parent && parent != root) root = parent;
        while (Parent(record) is var next && next != root)
        {
            SetParent(record, root);
            record = next;
        }

        return root;
    }

    /// <summary>The least name noted of a cluster, by its root.</summary>
    public ulong Name(long root) => ~_view.ReadUInt64((root * Width) + NameAt);

    /// <summary>The least rank noted of a cluster, by its root.</summary>
    public ulong Rank(long root) => ~_view.ReadUInt64((root * Width) + RankAt);

    /// <summary>Notes a name and a rank of a member. Not thread-safe.</summary>
    public void Note(long root, ulong name, ulong rank)
    {
        // Kept inverted, so that the zeros of a new file are the largest of all.
        if (name < Name(root)) _view.Write((root * Width) + NameAt, ~name);
        if (rank < Rank(root)) _view.Write((root * Width) + RankAt, ~rank);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>Marks a root as the root of several.</summary>
    private void Grow(long root)
    {
        if (Raw(root) == 0) SetParent(root, root);
    }

    /// <summary>Its parent's number plus one; 0 for a record that was never joined.</summary>
    private long Raw(long record) => _view.ReadInt64(record * Width);

    private long Parent(long record) => Raw(record) is > 0 and var raw ? raw - 1 : record;

    private void SetParent(long record, long parent) => _view.Write(record * Width, parent + 1);
}
