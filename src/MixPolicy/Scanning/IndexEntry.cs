using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>One admitted record of the record index; its columns are described at <see cref="IndexBlock"/>.</summary>
/// <param name="Key">Selection key of the record's id.</param>
/// <param name="Digest">SHA-256 of the text's UTF-8.</param>
/// <param name="Attributes">Hash of all that the record says beside its text and id.</param>
/// <param name="Tokens">Tokens; 0 when the source does not count them.</param>
/// <param name="CollectedAt">Microseconds since 1970-01-01T00:00:00Z, or <see cref="NoDate"/>.</param>
/// <param name="Row">Row in the row group, or the first physical line less one.</param>
/// <param name="Heap">Where the record's strings start in the unit's heap.</param>
/// <param name="Bytes">Bytes of the text's UTF-8.</param>
/// <param name="Class">Class of the record, in the unit's own numbering.</param>
/// <param name="RowGroup">Row group; -1 for line formats.</param>
/// <param name="HeapBytes">Bytes of the record's strings in the heap.</param>
internal readonly record struct IndexEntry(
    ulong Key, Digest256 Digest, ulong Attributes, long Tokens, long CollectedAt, long Row, long Heap, int Bytes, int Class, int RowGroup, int HeapBytes)
{
    /// <summary>Value of <see cref="CollectedAt"/> for a date that is missing or unreadable.</summary>
    public const long NoDate = long.MinValue;
}
