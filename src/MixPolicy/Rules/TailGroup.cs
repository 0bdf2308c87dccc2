using System.Numerics;
using MixPolicy.Numbers;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Rules;

/// <summary>A group of the reference.</summary>
/// <param name="Name">The value.</param>
/// <param name="Records">Its records.</param>
/// <param name="Amount">Their sum in the unit.</param>
/// <param name="IsRare">Whether its share is below <c>rare_below</c>.</param>
/// <param name="Baseline">
/// The least, in millionths, of its share that a second human sample of the same size holds in 19 of 20 cases: 1 - 1.645/√n, n being Kish's effective
/// number of its records, (sum of amounts)² / sum of squares. 0 where that says nothing.
/// </param>
internal sealed record TailGroup(string Name, long Records, BigInteger Amount, bool IsRare, BigInteger Baseline)
{
    /// <summary>What <see cref="Baseline"/> counts in.</summary>
    public static readonly BigInteger Parts = 1_000_000;

    /// <summary>1.645 standard deviations lie below the mean in 19 of 20 cases.</summary>
    private static readonly Fraction Z = new(329, 200);

    /// <summary>A group from its sums.</summary>
    public static TailGroup Of(string name, RecordSums sums, bool isRare)
    {
        var (amount, squares) = ((BigInteger)sums.Amount, (BigInteger)sums.Squares);
        if (amount.IsZero) return new TailGroup(name, sums.Records, amount, isRare, BigInteger.Zero);
        var noise = ExactRoots.CeilingOfSquareRoot(Z * Z * new Fraction(squares * Parts * Parts, amount * amount));
        return new TailGroup(name, sums.Records, amount, isRare, BigInteger.Max(0, Parts - noise));
    }
}
