using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>A record of a text that several records hold. Sorts by text, then by place.</summary>
/// <param name="Digest">SHA-256 of the text.</param>
/// <param name="Key">Selection key of the record's id; for an unmapped id, that of its first occurrence.</param>
/// <param name="Number">Its number in the index.</param>
/// <param name="Amount">Its amount in the policy's unit, seen once.</param>
/// <param name="Occurrence">Which record of its implied id it is, from 1; 1 for mapped ids.</param>
/// <param name="Class">Its class, in its unit's numbering.</param>
internal readonly record struct TextRecord(Digest256 Digest, ulong Key, long Number, long Amount, int Occurrence, int Class) : IComparable<TextRecord>
{
    /// <inheritdoc/>
    public int CompareTo(TextRecord other) => Digest.CompareTo(other.Digest) is not 0 and var order ? order : Number.CompareTo(other.Number);
}
