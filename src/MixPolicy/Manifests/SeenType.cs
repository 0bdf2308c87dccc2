namespace MixPolicy.Manifests;

/// <summary>A rare word type that a row holds.</summary>
/// <param name="Hash">Of the word.</param>
/// <param name="Holder">Which kind of row it is.</param>
internal readonly record struct SeenType(ulong Hash, TypeHolder Holder) : IComparable<SeenType>
{
    /// <inheritdoc/>
    public int CompareTo(SeenType other) => Hash.CompareTo(other.Hash);
}

/// <summary>Which rows a type may stand in.</summary>
internal enum TypeHolder
{
    /// <summary>A row that is not of the reference.</summary>
    Outside,

    /// <summary>A row of the reference's first half.</summary>
    FirstHalf,

    /// <summary>A row of its second half.</summary>
    SecondHalf,
}
