using System.Numerics;
using CsCheck;
using MixPolicy.Policies;

namespace MixPolicy.Tests.Policies;

public class NumberTextTests
{
    private static readonly Gen<string> LikeANumber = Gen.Char["0123456789__..--++,%eExKMBTkmGdw naif"].Array[0, 12].Select(c => new string(c));

    [Fact]
    public void Try_AnyText_NeverThrows() => Gen.OneOf(LikeANumber, Gen.String).Sample(
        text =>
        {
            var isDecimal = NumberText.TryDecimal(text, out var number) is null;
            var isWhole = NumberText.TryWhole(text, out var whole) is null;
            var isQuantity = NumberText.TryQuantity(text, out _) is null;
            return (!isWhole || (isDecimal && isQuantity && number == new Fraction(whole, 1))) && (!isDecimal || !number.Denominator.IsOne || isQuantity);
        },
        iter: 20_000);

    [Fact]
    public void TryWhole_AnyInteger_IsItself() => Gen.Long.Sample(n => NumberText.TryWhole($"{n}", out var read) is null && read == n);

    [Fact]
    public void TryQuantity_Scaled_IsTheProduct() => Gen.Select(Gen.Int[1, 9999], Gen.Int[0, 3]).Sample((n, s) =>
        NumberText.TryQuantity($"{n / 10}.{n % 10}{"KMBT"[s]}", out var read) is null && read == n * BigInteger.Pow(10, (3 * (s + 1)) - 1));

    [Theory]
    [InlineData(1, 2, "0.50")]
    [InlineData(3, 10, "0.30")]
    [InlineData(305, 1000, "0.305")]
    [InlineData(4, 1, "4")]
    [InlineData(1, 3, "0.333333333333")]
    public void Plain_Fraction_IsAsPeopleWriteIt(long numerator, long denominator, string expected) =>
        Assert.Equal(expected, NumberText.Plain(new Fraction(numerator, denominator)));

    [Theory]
    [InlineData("898,680", "Write 898680, without commas.")]
    [InlineData("1,000,000", "Write 1000000, without commas.")]
    [InlineData("0,300", "The decimal sign is a point: write 0.300.")]
    [InlineData("1,5", "The decimal sign is a point: write 1.5.")]
    public void TryQuantity_Commas_AreThousandsOrADecimalSign(string text, string hint) => Assert.Equal(hint, NumberText.TryQuantity(text, out _));
}
