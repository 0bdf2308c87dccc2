using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MixPolicy.Scanning;

namespace MixPolicy.Ledger;

/// <summary>
/// Leaves of one source on their way into order: gathered in one buffer, sorted there, and written out as a run that is merged with others. One worker
/// an instance.
/// </summary>
/// <param name="fullBytes">Bytes of leaves from which on it is full.</param>
internal sealed class LeafRun(int fullBytes = LeafRun.FullBytes)
{
    private const int FullBytes = 24 << 20;
    private readonly List<Entry> _entries = [];
    private byte[] _bytes = new byte[1 << 16];
    private int _filled;
    private int _shared = int.MaxValue;
    private bool _isSorted = true;

    /// <summary>The source that they are of; all of one run are of one.</summary>
    public string Source { get; set; } = "";

    /// <summary>Leaves held.</summary>
    public int Count => _entries.Count;

    /// <summary>Whether it should be written out before more is added.</summary>
    public bool IsFull => _filled >= fullBytes;

    /// <summary>Room for a leaf, to be written there and then added.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _filled < bytes + sizeof(uint)) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _filled + bytes + sizeof(uint)));
        return _bytes.AsSpan(_filled + sizeof(uint), bytes);
    }

    /// <summary>Adds the leaf that was written to the room.</summary>
    /// <param name="length">Its bytes.</param>
    public void Add(int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_filled), (uint)length);
        var leaf = Leaf(_filled, length);
        if (_entries.Count > 0)
        {
            var last = Leaf(_entries[^1]);
            _isSorted = _isSorted && last.CompareRecord(leaf) <= 0;
            _shared = Math.Min(_shared, last.Id.CommonPrefixLength(leaf.Id));
        }

        _entries.Add(new Entry(0, _filled, length));
        _filled += sizeof(uint) + length;
    }

    /// <summary>Puts the leaves in order.</summary>
    public void Sort()
    {
        if (_isSorted) return;
        var entries = CollectionsMarshal.AsSpan(_entries);
        foreach (ref var entry in entries) entry = entry with { Key = Key(Leaf(entry).Id[_shared..]) };
        entries.Sort(new Order(this));
    }

    /// <summary>Writes all leaves out as they stand, each with its length in front, and forgets them.</summary>
    public void WriteTo(FileStream file)
    {
        var block = new byte[1 << 16];
        var at = 0;
        foreach (var entry in _entries)
        {
            var framed = _bytes.AsSpan(entry.At, sizeof(uint) + entry.Length);
            if (block.Length - at < framed.Length)
            {
                ScratchFiles.Write(file, block.AsSpan(0, at));
                if (block.Length < framed.Length) block = new byte[framed.Length];
                at = 0;
            }

            framed.CopyTo(block.AsSpan(at));
            at += framed.Length;
        }

        ScratchFiles.Write(file, block.AsSpan(0, at));
        _entries.Clear();
        (_filled, _shared, _isSorted) = (0, int.MaxValue, true);
    }

    /// <summary>The first eight bytes behind what all ids share, as a number that sorts as they do.</summary>
    private static ulong Key(ReadOnlySpan<byte> id)
    {
        if (id.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64BigEndian(id);
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        id.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private LedgerLeaf Leaf(Entry entry) => Leaf(entry.At, entry.Length);

    private LedgerLeaf Leaf(int at, int length) =>
        LedgerLeaf.TryRead(_bytes.AsSpan(at + sizeof(uint), length), out var leaf) ? leaf : throw new InvalidOperationException("a leaf of our own cannot be read");

    private readonly record struct Entry(ulong Key, int At, int Length);

    private readonly struct Order(LeafRun run) : IComparer<Entry>
    {
        public int Compare(Entry a, Entry b)
        {
            var order = a.Key.CompareTo(b.Key);
            return order != 0 ? order : run.Leaf(a).CompareRecord(run.Leaf(b));
        }
    }
}
