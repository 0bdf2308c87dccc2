using MixPolicy.Hashing;

namespace MixPolicy.Generations;

/// <summary>
/// What was taken down by a day, and which of it a run came upon. 32 bytes and a few words of memory each: such lists are kept by hand. Uses of
/// different digests may be noted from any thread at once.
/// </summary>
internal sealed class Tombstones
{
    private readonly Tombstone[] _sorted;
    private readonly Digest256[] _digests;
    private readonly bool[] _used;

    /// <summary>Those that count, each digest once, by its earliest tombstone.</summary>
    /// <param name="all">As read.</param>
    /// <param name="asOf">The policy's date; tombstones of later days do not count yet.</param>
    /// <param name="inherited">Those that the generation before honoured: they count, and as used, so that the next one hears of them too.</param>
    public Tombstones(IReadOnlyList<Tombstone> all, DateOnly asOf, IReadOnlyList<Tombstone>? inherited = null)
    {
        _sorted = [.. all.Where(t => t.Date <= asOf).Concat(inherited ?? []).GroupBy(t => t.Digest).Select(g => g.MinBy(t => t.Date)!).OrderBy(t => t.Digest)];
        _digests = [.. _sorted.Select(t => t.Digest)];
        _used = new bool[_sorted.Length];
        foreach (var one in inherited ?? []) Use(one.Digest);
        Later = all.Count(t => t.Date > asOf);
    }

    /// <summary>None.</summary>
    public static Tombstones None => new([], DateOnly.MaxValue);

    /// <summary>How many count.</summary>
    public int Count => _sorted.Length;

    /// <summary>How many do not count yet.</summary>
    public int Later { get; }

    /// <summary>The digests of a partition, or of all, in ascending order.</summary>
    /// <param name="partition">The leading bits that they share.</param>
    /// <param name="bits">How many bits those are.</param>
    public ReadOnlySpan<Digest256> Of(int partition, int bits)
    {
        var (from, to) = (First((ulong)partition << (64 - bits)), partition + 1 == 1 << bits ? _digests.Length : First((ulong)(partition + 1) << (64 - bits)));
        return _digests.AsSpan(from, to - from);
    }

    /// <summary>Whether a text was taken down.</summary>
    public bool Holds(in Digest256 digest) => Array.BinarySearch(_digests, digest) >= 0;

    /// <summary>Notes that a text that was taken down would else be here, or be missed; false when it was not taken down.</summary>
    public bool Use(in Digest256 digest)
    {
        var at = Array.BinarySearch(_digests, digest);
        if (at >= 0) _used[at] = true;
        return at >= 0;
    }

    /// <summary>Those that were used, by digest.</summary>
    public IReadOnlyList<Tombstone> Used() => [.. _sorted.Where((_, i) => _used[i])];

    private int First(ulong head)
    {
        var (low, high) = (0, _digests.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_digests[middle].Head < head) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
