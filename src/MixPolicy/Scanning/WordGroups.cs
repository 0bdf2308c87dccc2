namespace MixPolicy.Scanning;

/// <summary>How many rare types stand in how many records each. Immutable.</summary>
/// <param name="ByRecords">For each number of records that hold a type, ascending: how many types.</param>
internal sealed record WordGroups(IReadOnlyList<TypesInRecords> ByRecords)
{
    /// <summary>Types in all.</summary>
    public long Types => ByRecords.Sum(g => g.Types);

    /// <summary>Groups from counts by number of records.</summary>
    public static WordGroups Of(IReadOnlyDictionary<long, long> typesByRecords) =>
        new([.. typesByRecords.OrderBy(t => t.Key).Select(t => new TypesInRecords(t.Key, t.Value))]);
}

/// <summary>Types that equally many records hold.</summary>
/// <param name="Records">How many records, at least 1.</param>
/// <param name="Types">How many types.</param>
internal readonly record struct TypesInRecords(long Records, long Types);
