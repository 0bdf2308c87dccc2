using System.Numerics;

namespace MixPolicy.Reporting;

/// <summary>Shares of two mixes, side by side: those of the newer one in its order, then those that it has no longer.</summary>
internal static class SharePairs
{
    /// <summary>The pairs; none where either mix has too many to tell apart.</summary>
    public static IEnumerable<(T Key, BigInteger Before, BigInteger After)> Of<T>(IReadOnlyList<(T Key, BigInteger Amount)>? older, IReadOnlyList<(T Key, BigInteger Amount)>? newer)
    {
        if (older is null || newer is null) return [];
        BigInteger In(IReadOnlyList<(T Key, BigInteger Amount)> list, T key) =>
            list.Where(o => EqualityComparer<T>.Default.Equals(o.Key, key)).Aggregate(BigInteger.Zero, (sum, o) => sum + o.Amount);
        return
        [
            .. newer.Select(n => (n.Key, In(older, n.Key), n.Amount)),
            .. older.Where(o => !newer.Any(n => EqualityComparer<T>.Default.Equals(n.Key, o.Key))).Select(o => (o.Key, o.Amount, BigInteger.Zero)),
        ];
    }
}
