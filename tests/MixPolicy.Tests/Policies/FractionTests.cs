using System.Globalization;
using System.Numerics;
using CsCheck;
using MixPolicy.Policies;

namespace MixPolicy.Tests.Policies;

public class FractionTests
{
    private static readonly Gen<Fraction> AnyFraction =
        Gen.Select(Gen.Long, Gen.Long[1, long.MaxValue], Gen.Bool, (n, d, negative) => new Fraction(n, negative ? -(BigInteger)d : d));

    private static readonly Gen<Fraction> SmallFraction =
        Gen.Select(Gen.Int[-50, 50], Gen.Int[1, 12], (n, d) => new Fraction(n, d));

    [Fact]
    public void New_AnyRatio_IsReducedWithPositiveDenominator() => AnyFraction.Sample(f =>
        f.Denominator.Sign > 0 && BigInteger.GreatestCommonDivisor(f.Numerator, f.Denominator).IsOne);

    [Fact]
    public void New_ScaledRatio_IsTheSame() => Gen.Select(SmallFraction, Gen.Int[1, 1000], Gen.Bool).Sample((f, k, negative) =>
        new Fraction(f.Numerator * (negative ? -k : k), f.Denominator * (negative ? -k : k)) == f);

    [Fact]
    public void Sum_AnyThree_CommutesAndAssociates() => Gen.Select(AnyFraction, AnyFraction, AnyFraction).Sample((a, b, c) =>
        a + b == b + a && a + b + c == a + (b + c) && a + b - b == a && a - b == a + -b && a + -a == Fraction.Zero);

    [Fact]
    public void Product_AnyThree_Distributes() => Gen.Select(AnyFraction, AnyFraction, AnyFraction).Sample((a, b, c) =>
        a * b == b * a && a * (b + c) == (a * b) + (a * c) && a * Fraction.One == a && a * Fraction.Zero == Fraction.Zero);

    [Fact]
    public void Order_AnyTwo_IsTotalAndKeptBySums() => Gen.Select(SmallFraction, SmallFraction, SmallFraction).Sample((a, b, c) =>
        (a < b ? 1 : 0) + (a > b ? 1 : 0) + (a == b ? 1 : 0) == 1
        && (a <= b) == !(a > b) && (a >= b) == !(a < b) && a != b == !a.Equals(b)
        && a < b == (a + c < b + c) && a.CompareTo(b) == -b.CompareTo(a)
        && (a != b || a.GetHashCode() == b.GetHashCode()));

    [Fact]
    public void FloorAndCeiling_Any_Enclose() => Gen.OneOf(SmallFraction, AnyFraction).Sample(f =>
    {
        var floor = new Fraction(f.Floor(), 1);
        var ceiling = new Fraction(f.Ceiling(), 1);
        return floor <= f && f < floor + Fraction.One && ceiling >= f && f > ceiling - Fraction.One && (f.Denominator.IsOne == (floor == ceiling));
    });

    [Fact]
    public void ToDecimal_AnyAtAnyPlaces_IsTheNearestAndReadsBack() => Gen.Select(Gen.OneOf(SmallFraction, AnyFraction), Gen.Int[0, 12]).Sample((f, places) =>
    {
        var text = f.ToDecimal(places);
        Assert.True(Fraction.TryParse(text, out var read));
        var off = read > f ? read - f : f - read;
        return off * new Fraction(2 * BigInteger.Pow(10, places), 1) <= Fraction.One;
    });

    [Fact]
    public void TryParse_ItsOwnDecimals_AreExact() => Gen.Select(Gen.Long, Gen.Int[1, 12]).Sample((n, places) =>
    {
        var value = new Fraction(n, BigInteger.Pow(10, places));
        return Fraction.TryParse(value.ToDecimal(places), out var read) && read == value;
    });

    [Theory]
    [InlineData("0.30", 3, 10)]
    [InlineData("1", 1, 1)]
    [InlineData("1.0", 1, 1)]
    [InlineData(".5", 1, 2)]
    [InlineData("-2.5", -5, 2)]
    [InlineData("-.5", -1, 2)]
    [InlineData("1_024", 1024, 1)]
    [InlineData("0.000_001", 1, 1_000_000)]
    [InlineData("007", 7, 1)]
    [InlineData("-0", 0, 1)]
    public void TryParse_PlainDecimal_IsExact(string text, long numerator, long denominator)
    {
        Assert.True(Fraction.TryParse(text, out var value));
        Assert.Equal(new Fraction(numerator, denominator), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("5.")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1\0")]
    [InlineData(".-5")]
    [InlineData("1.-5")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("1e3")]
    [InlineData("0x1")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1__0")]
    [InlineData("1_.5")]
    [InlineData("1._5")]
    [InlineData("-_1")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("٣")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(Fraction.TryParse(text, out _));

    [Theory]
    [InlineData(1, 2, 0, "1")]
    [InlineData(-1, 2, 0, "-1")]
    [InlineData(2999, 10000, 4, "0.2999")]
    [InlineData(-1, 100_000, 4, "0.0000")]
    [InlineData(-5, 100_000, 4, "-0.0001")]
    [InlineData(2, 3, 4, "0.6667")]
    public void ToDecimal_HalfWay_RoundsAwayFromZero(long numerator, long denominator, int places, string expected) =>
        Assert.Equal(expected, new Fraction(numerator, denominator).ToDecimal(places));

    [Fact]
    public void Default_IsZero()
    {
        Assert.Equal(Fraction.Zero, default);
        Assert.Equal(BigInteger.One, default(Fraction).Denominator);
        Assert.Equal("0.0000", default(Fraction).ToString());
        Assert.Throws<DivideByZeroException>(() => new Fraction(1, 0));
    }

    [Fact]
    public void ToDouble_Thirds_IsNear() => Assert.Equal("0.3333333333333333", new Fraction(1, 3).ToDouble().ToString("R", CultureInfo.InvariantCulture));
}
