namespace MixPolicy.Manifests;

/// <summary>Who a row of the manifest is: the XxHash128 of its source, a zero byte and its id.</summary>
internal readonly record struct RowIdentity(ulong Head, ulong Rest) : ISpread, IComparable<RowIdentity>
{
    /// <inheritdoc/>
    public int CompareTo(RowIdentity other) => Head != other.Head ? Head.CompareTo(other.Head) : Rest.CompareTo(other.Rest);
}
