using MixPolicy.Hashing;

namespace MixPolicy.Manifests;

/// <summary>A text that a row of the manifest holds. All 256 bits of its digest tell it from others.</summary>
/// <param name="Digest">SHA-256 of the text.</param>
/// <param name="Repetitions">How often the row is seen.</param>
/// <param name="Amount">Its amount in the unit, seen once.</param>
internal readonly record struct SeenText(Digest256 Digest, long Repetitions, long Amount) : ISpread, IComparable<SeenText>
{
    /// <inheritdoc/>
    public ulong Head => Digest.Head;

    /// <inheritdoc/>
    public int CompareTo(SeenText other) => Digest.CompareTo(other.Digest);
}

/// <summary>Who a row of the manifest is: the XxHash128 of its source, a zero byte and its id.</summary>
internal readonly record struct RowIdentity(ulong Head, ulong Rest) : ISpread, IComparable<RowIdentity>
{
    /// <inheritdoc/>
    public int CompareTo(RowIdentity other) => Head != other.Head ? Head.CompareTo(other.Head) : Rest.CompareTo(other.Rest);
}
