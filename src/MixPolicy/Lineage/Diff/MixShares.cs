using System.Numerics;

namespace MixPolicy.Lineage.Diff;

/// <summary>What a mix consists of, counted from its rows (unit × repetitions).</summary>
/// <param name="Records">Rows.</param>
/// <param name="Total">The amount of all.</param>
/// <param name="Human">Of human text.</param>
/// <param name="FreshHuman">Of fresh human text, as its build found it; null when its policy has no window.</param>
/// <param name="ByOrigin">By origin, as far as there is any.</param>
/// <param name="ByDepth">By depth, ascending, and then what nobody knows; null where more depths or generators are than are told apart.</param>
/// <param name="ByGenerator">Of what is not human, by generator in ordinal order, and then what does not say; null as before.</param>
internal sealed record MixShares(
    long Records,
    BigInteger Total,
    BigInteger Human,
    BigInteger? FreshHuman,
    IReadOnlyList<(string Origin, BigInteger Amount)> ByOrigin,
    IReadOnlyList<(long? Depth, BigInteger Amount)>? ByDepth,
    IReadOnlyList<(string? Generator, BigInteger Amount)>? ByGenerator)
{
    /// <summary>Of all that does not count as human.</summary>
    public BigInteger Synthetic => Total - Human;
}
