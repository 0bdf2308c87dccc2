namespace MixPolicy.Scanning;

/// <summary>
/// What the records of the reference hold of one word type. They are divided in two halves by a bit of their digests, so that one half can tell what
/// the other would have missed. Sorts by hash.
/// </summary>
/// <param name="Hash">Of the word.</param>
/// <param name="CountA">How often the first half holds it.</param>
/// <param name="CountB">How often the second half does.</param>
/// <param name="RecordsA">Records of the first half that hold it.</param>
/// <param name="RecordsB">Records of the second half that do.</param>
/// <param name="MostInOne">The most that one record holds of it.</param>
internal readonly record struct WordTotal(ulong Hash, long CountA, long CountB, long RecordsA, long RecordsB, int MostInOne) : IComparable<WordTotal>
{
    /// <summary>How often the reference holds it.</summary>
    public long Count => CountA + CountB;

    /// <summary>Records that hold it.</summary>
    public long Records => RecordsA + RecordsB;

    /// <summary>Of one record.</summary>
    public static WordTotal Of(WordCount type, bool firstHalf) => firstHalf
        ? new(type.Hash, type.Count, 0, 1, 0, type.Count)
        : new(type.Hash, 0, type.Count, 0, 1, type.Count);

    /// <summary>Of both together, which are of one type.</summary>
    public WordTotal And(in WordTotal other) => new(
        Hash, CountA + other.CountA, CountB + other.CountB, RecordsA + other.RecordsA, RecordsB + other.RecordsB, Math.Max(MostInOne, other.MostInOne));

    /// <inheritdoc/>
    public int CompareTo(WordTotal other) => Hash.CompareTo(other.Hash);
}
