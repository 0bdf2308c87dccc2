using System.Numerics;
using MixPolicy.Policies;

namespace MixPolicy.Planning.Conflicts;

/// <summary>
/// A row over the strata in whole numbers: <c>Least &lt;= sum of amount × value + distinct records × value &lt;= Most</c>. Strata of one kind have the
/// same values, and there are few kinds: a share has two.
/// </summary>
/// <param name="Kinds">By stratum.</param>
/// <param name="Amounts">Value of one unit, by kind.</param>
/// <param name="Records">Value of one distinct record, by kind; never below 0, and then there is no upper side.</param>
/// <param name="Least">Lower side; null for none.</param>
/// <param name="Most">Upper side; null for none.</param>
/// <param name="Scale">What the row was multiplied by to be whole.</param>
internal sealed record SystemRow(int[] Kinds, BigInteger[] Amounts, BigInteger[] Records, BigInteger? Least, BigInteger? Most, BigInteger Scale)
{
    private const int MaxScaleBits = 256;

    /// <summary>Whether some of its strata count by distinct records.</summary>
    public bool Counts { get; } = Records.Any(r => !r.IsZero);

    /// <summary>Whether it is nothing but a least number of distinct records.</summary>
    public bool IsCountOnly { get; } = Amounts.All(a => a.IsZero) && Least is not null && Most is null;

    /// <summary>The values of one unit, where they are small enough for sums in 128 bits.</summary>
    public long[]? Small { get; } = Amounts.All(a => BigInteger.Abs(a) < 1L << 55) ? [.. Amounts.Select(a => (long)a)] : null;

    /// <summary>The largest of the values and sides, at least 1.</summary>
    public BigInteger Size { get; } =
        Amounts.Concat(Records).Append(Least ?? 0).Append(Most ?? 0).Append(1).Select(BigInteger.Abs).Max();

    /// <summary>The row of a constraint, all denominators cleared.</summary>
    public static SystemRow Of(Constraint constraint, int strata) => Of(
        strata, constraint.Amounts, constraint.Records,
        constraint.Sense == Sense.AtLeast ? constraint.Bound : null, constraint.Sense == Sense.AtMost ? constraint.Bound : null);

    /// <summary>A row from fractions, all denominators cleared.</summary>
    /// <remarks>
    /// A mean over each stratum has a denominator of its own, and their product may have as many digits as there are strata. Such a row is loosened by
    /// less than one part in 10^12: what is found impossible is.
    /// </remarks>
    public static SystemRow Of(int strata, IReadOnlyList<Fraction>? amounts, IReadOnlyList<Fraction>? records, Fraction? least, Fraction? most)
    {
        var numbers = new Dictionary<(Fraction, Fraction), int>();
        var kinds = new int[strata];
        for (var s = 0; s < strata; s++)
        {
            var value = (amounts is null ? Fraction.Zero : amounts[s], records is null ? Fraction.Zero : records[s]);
            if (!numbers.TryGetValue(value, out kinds[s])) numbers.Add(value, kinds[s] = numbers.Count);
        }

        var values = numbers.OrderBy(n => n.Value).Select(n => n.Key).ToArray();
        if (Fraction.CommonDenominator(values.Select(v => v.Item1)).GetBitLength() > MaxScaleBits)
        {
            var largest = values.Max(v => Magnitude(v.Item1));
            values = [.. values.Select(v => (Loosened(v.Item1, largest, up: least is not null), v.Item2))];
        }

        var scale = Fraction.CommonDenominator(values.SelectMany(v => new[] { v.Item1, v.Item2 }).Append(least ?? Fraction.Zero).Append(most ?? Fraction.Zero));
        return new SystemRow(
            kinds, [.. values.Select(v => Scaled(v.Item1, scale))], [.. values.Select(v => Scaled(v.Item2, scale))],
            least is { } l ? Scaled(l, scale) : null, most is { } m ? Scaled(m, scale) : null, scale);
    }

    private static Fraction Magnitude(Fraction value) => value < Fraction.Zero ? -value : value;

    /// <summary>Rounded to 2^-40 of the largest value, up or down.</summary>
    private static Fraction Loosened(Fraction value, Fraction largest, bool up)
    {
        var step = new BigInteger(Math.Ceiling(Math.Log2(1 / largest.ToDouble()))) + 40;
        var unit = step >= 0 ? new Fraction(1, BigInteger.One << (int)step) : new Fraction(BigInteger.One << (int)-step, 1);
        var steps = value * new Fraction(unit.Denominator, unit.Numerator);
        return new Fraction(up ? steps.Ceiling() : steps.Floor(), 1) * unit;
    }

    private static BigInteger Scaled(Fraction value, BigInteger scale) => value.Numerator * (scale / value.Denominator);
}
