using System.Buffers.Binary;
using MixPolicy.Scanning;

namespace MixPolicy.Ledger;

/// <summary>
/// Leaves of one source on their way into order: gathered in one buffer, sorted there, and written out as a run that is merged with others. One worker
/// an instance.
/// </summary>
/// <param name="fullBytes">Bytes of leaves from which on it is full.</param>
internal sealed class LeafRun(int fullBytes = LeafRun.FullBytes)
{
    private const int FullBytes = 8 << 20;
    private byte[] _bytes = new byte[1 << 18];
    private byte[] _block = [];
    private int _filled;
    private ulong[] _keys = new ulong[1 << 12];
    private Entry[] _entries = new Entry[1 << 12];

    /// <summary>The source that they are of; all of one run are of one.</summary>
    public string Source { get; set; } = "";

    /// <summary>Leaves held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it should be written out before more is added.</summary>
    public bool IsFull => _filled >= fullBytes;

    /// <summary>What all ids start with.</summary>
    public IdPrefix Shared { get; private set; } = new();

    /// <summary>Room for a leaf, to be written there and then added.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _filled < bytes + sizeof(uint)) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _filled + bytes + sizeof(uint)));
        return _bytes.AsSpan(_filled + sizeof(uint), bytes);
    }

    /// <summary>Adds the leaf that was written to the room.</summary>
    /// <param name="length">Its bytes.</param>
    /// <param name="id">The record's id.</param>
    public void Add(int length, ReadOnlySpan<byte> id)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_filled), (uint)length);
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * Count);
            Array.Resize(ref _keys, 2 * Count);
        }

        Shared.Add(id);
        _entries[Count++] = new Entry(_filled, length);
        _filled += sizeof(uint) + length;
    }

    /// <summary>Puts the leaves in order: by a few bytes of their ids, and where those do not tell, by all that they say.</summary>
    public void Sort()
    {
        var keys = _keys.AsSpan(0, Count);
        var entries = _entries.AsSpan(0, Count);
        for (var i = 0; i < keys.Length; i++) keys[i] = Shared.Key(Leaf(entries[i]).Id);
        if (!IsAscending(keys)) keys.Sort(entries);
        for (var first = 0; first < keys.Length;)
        {
            var end = first + 1;
            while (end < keys.Length && keys[end] == keys[first]) end++;
            if (end - first > 1) entries[first..end].Sort(new Order(this));
            first = end;
        }
    }

    /// <summary>Writes all leaves out as they stand, each with its length in front, and forgets them.</summary>
    public void WriteTo(FileStream file)
    {
        if (_block.Length == 0) _block = new byte[1 << 16];
        var at = 0;
        foreach (var entry in _entries.AsSpan(0, Count))
        {
            var framed = _bytes.AsSpan(entry.At, sizeof(uint) + entry.Length);
            if (_block.Length - at < framed.Length)
            {
                ScratchFiles.Write(file, _block.AsSpan(0, at));
                if (_block.Length < framed.Length) _block = new byte[framed.Length];
                at = 0;
            }

            framed.CopyTo(_block.AsSpan(at));
            at += framed.Length;
        }

        ScratchFiles.Write(file, _block.AsSpan(0, at));
        (Count, _filled, Shared) = (0, 0, new IdPrefix());
    }

    private static bool IsAscending(ReadOnlySpan<ulong> keys)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i] < keys[i - 1]) return false;
        }

        return true;
    }

    private LedgerLeaf Leaf(Entry entry) =>
        LedgerLeaf.TryRead(_bytes.AsSpan(entry.At + sizeof(uint), entry.Length), out var leaf) ? leaf : throw new InvalidOperationException("a leaf of our own cannot be read");

    private readonly record struct Entry(int At, int Length);

    private readonly struct Order(LeafRun run) : IComparer<Entry>
    {
        public int Compare(Entry a, Entry b) => run.Leaf(a).CompareRecord(run.Leaf(b));
    }
}
