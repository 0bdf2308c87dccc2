using System.Numerics;

namespace MixPolicy.Manifests;

/// <summary>What sorts by a number that is evenly spread, as a digest's first bits are.</summary>
internal interface ISpread
{
    /// <summary>The number: an item with a smaller one sorts first.</summary>
    ulong Head { get; }
}

/// <summary>
/// Sorts items in linear time: each goes to the place that its head's bits name, and only neighbours are compared. Where heads crowd, as in a
/// file that was made to have them so, comparing alone sorts. Memory is reused; one worker an instance.
/// </summary>
/// <param name="alike">Leading bits that all heads share.</param>
internal sealed class SpreadSorter<T>(int alike)
    where T : unmanaged, ISpread, IComparable<T>
{
    private const int Few = 32;
    private T[] _sorted = [];
    private int[] _ends = [];

    /// <summary>Sorts; the result lives until the next call, and the items' memory may be part of it.</summary>
    public Span<T> Sort(Span<T> items)
    {
        if (items.Length <= Few || !TryPlace(items))
        {
            items.Sort();
            return items;
        }

        var sorted = _sorted.AsSpan(0, items.Length);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i - 1].Head < sorted[i].Head || sorted[i - 1].CompareTo(sorted[i]) <= 0) continue;
            var item = sorted[i];
            var to = i;
            for (; to > 0 && item.CompareTo(sorted[to - 1]) < 0; to--) sorted[to] = sorted[to - 1];
            sorted[to] = item;
        }

        return sorted;
    }

    /// <summary>Copies the items in the order of their heads' leading bits; false where many have the same ones.</summary>
    private bool TryPlace(ReadOnlySpan<T> items)
    {
        var bits = BitOperations.Log2((uint)items.Length) + 1;
        var shift = 64 - bits;
        if (_ends.Length < 1 << bits) _ends = new int[1 << bits];
        if (_sorted.Length < items.Length) _sorted = new T[items.Length];
        var ends = _ends.AsSpan(0, 1 << bits);
        ends.Clear();
        foreach (ref readonly var item in items)
        {
            if (++ends[(int)((item.Head << alike) >> shift)] > Few) return false;
        }

        var start = 0;
        foreach (ref var end in ends) (end, start) = (start, start + end);
        foreach (ref readonly var item in items) _sorted[ends[(int)((item.Head << alike) >> shift)]++] = item;
        return true;
    }
}
