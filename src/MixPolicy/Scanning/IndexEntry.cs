using System.Runtime.InteropServices;
using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>One admitted record in the record index: fixed width, 96 bytes, little-endian, in the order of the file it was read from.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct IndexEntry
{
    /// <summary>Value of <see cref="CollectedAt"/> for a date that is missing or unreadable.</summary>
    public const long NoDate = long.MinValue;

    /// <summary>Selection key of the record's id (<see cref="Selection.SelectionKey"/>); for an unmapped id, that of its first occurrence.</summary>
    public ulong Key;

    /// <summary>SHA-256 of the text's UTF-8.</summary>
    public Digest256 Digest;

    /// <summary>XxHash3 of all that the record says beside its text and id: tells identical copies from differing ones.</summary>
    public ulong Attributes;

    /// <summary>Tokens; 0 when the source does not count them.</summary>
    public long Tokens;

    /// <summary>Microseconds since 1970-01-01T00:00:00Z, or <see cref="NoDate"/>.</summary>
    public long CollectedAt;

    /// <summary>Row in the row group, or the first physical line less one.</summary>
    public long Row;

    /// <summary>Where the record's strings start in the unit's heap.</summary>
    public long Heap;

    /// <summary>Bytes of the text's UTF-8.</summary>
    public int Bytes;

    /// <summary>Class of the record, in the unit's own numbering.</summary>
    public int Class;

    /// <summary>Row group; -1 for line formats.</summary>
    public int RowGroup;

    /// <summary>Bytes of the record's strings in the heap.</summary>
    public int HeapBytes;
}
