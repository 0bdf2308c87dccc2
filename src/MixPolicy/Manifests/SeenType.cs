namespace MixPolicy.Manifests;

/// <summary>A rare word type that a row holds.</summary>
/// <param name="Hash">Of the word.</param>
/// <param name="IsOutside">Whether the row is not of the reference.</param>
internal readonly record struct SeenType(ulong Hash, bool IsOutside) : IComparable<SeenType>
{
    /// <inheritdoc/>
    public int CompareTo(SeenType other) => Hash.CompareTo(other.Hash);
}
