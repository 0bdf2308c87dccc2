namespace MixPolicy.Manifests;

/// <summary>A row that is in a group of near duplicates. Sorts by group, the largest amount first.</summary>
/// <param name="Group">The group.</param>
/// <param name="Amount">Its amount in the unit, seen once.</param>
/// <param name="Times">How often it is seen.</param>
internal readonly record struct SeenNear(ulong Group, long Amount, long Times) : IComparable<SeenNear>
{
    /// <summary>Unit × times.</summary>
    public Int128 Whole => (Int128)Amount * Times;

    /// <inheritdoc/>
    public int CompareTo(SeenNear other) => Group != other.Group ? Group.CompareTo(other.Group) : other.Whole.CompareTo(Whole);
}
