using System.Numerics;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Selection;

namespace MixPolicy.Tests.Selection;

public sealed class ExactRowTests
{
    private static readonly Place Place = new("policy.yaml", 1, 1);

    private static readonly Gen<Fraction> Coefficient =
        from digits in Gen.Int[0, 40]
        from numerator in Gen.Long[-1_000_000_000_000, 1_000_000_000_000]
        from denominator in Gen.Long[1, 1_000_000_000_000]
        select new Fraction(numerator * BigInteger.Pow(10, digits), denominator);

    /// <summary>Coefficients up to 10^52, amounts as large as a mix may be.</summary>
    [Fact]
    public void Of_AnyRow_HoldsOnlyWhereTheLimitDoes() => Gen.Select(Coefficient.Array[1, 20], Coefficient, Gen.Bool, Gen.Long[0, PlanProblem.Ceiling].Array[20]).Sample((coefficients, bound, atLeast, amounts) =>
    {
        var row = Row(coefficients, bound, atLeast ? Sense.AtLeast : Sense.AtMost);
        var (value, exact) = ((Int128)0, Fraction.Zero);
        for (var s = 0; s < coefficients.Length; s++)
        {
            value = checked(value + (row.Amounts[s] * amounts[s]));
            exact += coefficients[s] * new Fraction(amounts[s], 1);
        }

        if (row.Breach(value) == 0) Assert.True(atLeast ? exact >= bound : exact <= bound);
        Assert.True(double.IsFinite(row.Breach(value)));
    });

    [Fact]
    public void Of_LargestCoefficientsAndAmounts_FitsAllStrata()
    {
        var huge = new Fraction(BigInteger.Pow(10, 60), 7);
        var row = Row([.. Enumerable.Repeat(huge, 4096)], huge, Sense.AtLeast);
        var sum = row.Amounts.Aggregate((Int128)0, (total, a) => checked(total + checked(a * PlanProblem.Ceiling)));
        Assert.Equal(0, row.Breach(sum));
        Assert.True(row.Breach(0) > 0);
    }

    [Fact]
    public void Of_BoundBeyondAllAmounts_IsOutOfReachOrIdle()
    {
        var far = new Fraction(BigInteger.Pow(10, 70), 1);
        Assert.True(Row([Fraction.One], far, Sense.AtLeast).Breach(PlanProblem.Ceiling) > 0);
        Assert.Equal(0, Row([Fraction.One], far, Sense.AtMost).Breach(PlanProblem.Ceiling));
        Assert.Equal(0, Row([Fraction.One], -far, Sense.AtLeast).Breach(0));
    }

    private static ExactRow Row(Fraction[] coefficients, Fraction bound, Sense sense) => ExactRow.Of(
        new Constraint(Codes.HumanFraction, "x", Place, "a", "b", sense, coefficients, null, bound), coefficients.Length);
}
