using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using MixPolicy.Hashing;
using MixPolicy.Policies;

namespace MixPolicy.Scanning;

/// <summary>
/// Up to <see cref="Capacity"/> admitted records of the record index, column by column, as they stand in a unit's file: little-endian, each
/// column whole before the next, in the order of the fields below, so that a walk reads only the columns in front that it needs. All
/// blocks of a unit are full but the last. Not thread-safe.
/// </summary>
internal sealed class IndexBlock
{
    /// <summary>Records of a full block: few enough that no column is a large object to the garbage collector.</summary>
    public const int Capacity = 2048;

    /// <summary>Bytes of a record in all columns.</summary>
    private const int RecordBytes = (int)ColumnStart.HeapBytes + sizeof(int);

    /// <summary>Bytes of a block beside its records: where its strings start in the heap.</summary>
    private const int TailBytes = 8;

    /// <summary>Selection key of the record's id (<see cref="Selection.SelectionKey"/>); for an unmapped id, that of its first occurrence.</summary>
    public readonly ulong[] Keys = new ulong[Capacity];

    /// <summary>Class of the record, in the unit's own numbering.</summary>
    public readonly int[] Classes = new int[Capacity];

    /// <summary>Tokens; 0 when the source does not count them.</summary>
    public readonly long[] Tokens = new long[Capacity];

    /// <summary>Bytes of the text's UTF-8.</summary>
    public readonly int[] Bytes = new int[Capacity];

    /// <summary>XxHash3 of all that the record says beside its text and id: tells identical copies from differing ones.</summary>
    public readonly ulong[] Attributes = new ulong[Capacity];

    /// <summary>SHA-256 of the text's UTF-8.</summary>
    public readonly Digest256[] Digests = new Digest256[Capacity];

    /// <summary>Microseconds since 1970-01-01T00:00:00Z, or <see cref="IndexEntry.NoDate"/>.</summary>
    public readonly long[] CollectedAt = new long[Capacity];

    /// <summary>Row in the row group, or the first physical line less one.</summary>
    public readonly long[] Rows = new long[Capacity];

    /// <summary>Row group; -1 for line formats.</summary>
    public readonly int[] RowGroups = new int[Capacity];

    /// <summary>Bytes of the record's strings in the heap, where they follow those of the record before.</summary>
    public readonly int[] HeapBytes = new int[Capacity];

    /// <summary>Records held.</summary>
    public int Count { get; set; }

    /// <summary>Where the first record's strings start in the unit's heap.</summary>
    public long HeapStart { get; set; }

    /// <summary>Which columns a reader needs.</summary>
    public enum Columns
    {
        /// <summary>Keys.</summary>
        Keys,

        /// <summary>Keys, classes and amounts.</summary>
        Plan,

        /// <summary>Those, and on to the digests of the texts.</summary>
        Texts,

        /// <summary>Digests alone.</summary>
        Digests,

        /// <summary>All.</summary>
        All,
    }

    /// <summary>Where a column starts in a block, in bytes for each of its records.</summary>
    public enum ColumnStart
    {
        /// <summary><see cref="IndexBlock.Attributes"/></summary>
        Attributes = 8 + 4 + 8 + 4,

        /// <summary><see cref="IndexBlock.Digests"/></summary>
        Digests = Attributes + 8,

        /// <summary><see cref="IndexBlock.Rows"/></summary>
        Rows = Digests + Digest256.Size + 8,

        /// <summary><see cref="IndexBlock.RowGroups"/></summary>
        RowGroups = Rows + 8,

        /// <summary><see cref="IndexBlock.HeapBytes"/></summary>
        HeapBytes = RowGroups + 4,
    }

    /// <summary>Reads one value of one record.</summary>
    /// <param name="file">The unit's file.</param>
    /// <param name="record">The record's place in the unit.</param>
    /// <param name="records">Records of the unit.</param>
    /// <param name="column">Which column.</param>
    public static T ReadValue<T>(SafeFileHandle file, long record, long records, ColumnStart column)
        where T : unmanaged
    {
        var (block, at) = Math.DivRem(record, Capacity);
        var count = Math.Min(Capacity, records - (block * Capacity));
        var value = default(T);
        ReadWhole(file, MemoryMarshal.AsBytes(new Span<T>(ref value)), Offset(block) + ((int)column * count) + (at * Unsafe.SizeOf<T>()));
        return value;
    }

    /// <summary>Where the strings of one record lie in the unit's heap.</summary>
    public static (long Start, int Length) ReadHeapPlace(SafeFileHandle file, long record, long records)
    {
        var (block, at) = Math.DivRem(record, Capacity);
        var count = Math.Min(Capacity, records - (block * Capacity));
        Span<int> lengths = stackalloc int[Capacity];
        lengths = lengths[..(int)(at + 1)];
        ReadWhole(file, MemoryMarshal.AsBytes(lengths), Offset(block) + ((int)ColumnStart.HeapBytes * count));
        long start = 0;
        ReadWhole(file, MemoryMarshal.AsBytes(new Span<long>(ref start)), Offset(block) + (RecordBytes * count));
        foreach (var length in lengths[..^1]) start += length;
        return (start, lengths[^1]);
    }

    /// <summary>Writes the block to the end of a file, adds its bytes to a hash, and empties it.</summary>
    public void Write(FileStream file, XxHash128 hash)
    {
        foreach (var column in Parts(Columns.All)) Write(file, hash, column.Span(Count));
        var start = HeapStart;
        Write(file, hash, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in start)));
        Count = 0;
    }

    /// <summary>Reads some columns of a block of so many records.</summary>
    public void Read(SafeFileHandle file, long block, int count, Columns columns)
    {
        Count = count;
        var at = Offset(block) + (columns == Columns.Digests ? (int)ColumnStart.Digests * count : 0);
        foreach (var column in Parts(columns))
        {
            var bytes = column.Span(count);
            ReadWhole(file, bytes, at);
            at += bytes.Length;
        }

        if (columns != Columns.All) return;
        long start = 0;
        ReadWhole(file, MemoryMarshal.AsBytes(new Span<long>(ref start)), at);
        HeapStart = start;
    }

    /// <summary>A record's amount in a unit, seen once.</summary>
    public long Amount(MixUnit unit, int at) => unit switch
    {
        MixUnit.Tokens => Tokens[at],
        MixUnit.Bytes => Bytes[at],
        _ => 1,
    };

    /// <summary>A record as one.</summary>
    /// <param name="at">Its place in the block.</param>
    /// <param name="heap">Where its strings start.</param>
    public IndexEntry Entry(int at, long heap) => new(
        Keys[at], Digests[at], Attributes[at], Tokens[at], CollectedAt[at], Rows[at], heap, Bytes[at], Classes[at], RowGroups[at], HeapBytes[at]);

    private static void Write(FileStream file, XxHash128 hash, ReadOnlySpan<byte> bytes)
    {
        ScratchFiles.Write(file, bytes);
        hash.Append(bytes);
    }

    private static long Offset(long block) => block * ((RecordBytes * Capacity) + TailBytes);

    private static void ReadWhole(SafeFileHandle file, Span<byte> bytes, long at)
    {
        while (!bytes.IsEmpty)
        {
            var read = RandomAccess.Read(file, bytes, at);
            if (read == 0) throw new EndOfStreamException("the record index ends too soon");
            bytes = bytes[read..];
            at += read;
        }
    }

    private static Part Of<T>(T[] values)
        where T : unmanaged => new(values, Unsafe.SizeOf<T>());

    private Part[] Parts(Columns columns) => columns switch
    {
        Columns.Keys => [Of(Keys)],
        Columns.Plan => [Of(Keys), Of(Classes), Of(Tokens), Of(Bytes)],
        Columns.Texts => [Of(Keys), Of(Classes), Of(Tokens), Of(Bytes), Of(Attributes), Of(Digests)],
        Columns.Digests => [Of(Digests)],
        _ => [Of(Keys), Of(Classes), Of(Tokens), Of(Bytes), Of(Attributes), Of(Digests), Of(CollectedAt), Of(Rows), Of(RowGroups), Of(HeapBytes)],
    };

    private readonly record struct Part(Array Values, int Width)
    {
        public Span<byte> Span(int count) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(Values), count * Width);
    }
}
