using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class NumberStepsTests
{
    private static readonly NumberSteps Steps = new([new Fraction(7, 10), new Fraction(9, 10)]);

    [Theory]
    [InlineData("0.7", 1)]
    [InlineData("0.70", 1)]
    [InlineData("7e-1", 1)]
    [InlineData("70E-2", 1)]
    [InlineData("0.6999999999999999", 0)]
    [InlineData("0.69999999999999999999999999999999999999", 0)]
    [InlineData("0.70000000000000000000000000000000000001", 1)]
    [InlineData("1", 2)]
    [InlineData("-1", 0)]
    [InlineData("1e300", 2)]
    [InlineData("-1e-300", 0)]
    [InlineData("", -1)]
    [InlineData("high", -1)]
    [InlineData("NaN", -1)]
    [InlineData("Infinity", -1)]
    [InlineData("1e999999999", -1)]
    [InlineData("1e", -1)]
    [InlineData("0.7.1", -1)]
    [InlineData("0,7", -1)]
    public void Reached_AnyText_IsExact(string text, int expected) => Assert.Equal(expected, Steps.Reached(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Reached_AnyNumber_IsWhatExactComparisonSays()
    {
        var number = Gen.Select(Gen.Long, Gen.Int[-30, 8], Gen.Long, Gen.Int[0, 12]);
        number.Sample((digits, exponent, limit, decimals) =>
        {
            var step = new Fraction(limit, BigInteger.Pow(10, decimals));
            var value = exponent < 0 ? new Fraction(digits, BigInteger.Pow(10, -exponent)) : new Fraction(digits * BigInteger.Pow(10, exponent), 1);
            var text = string.Create(CultureInfo.InvariantCulture, $"{digits}e{exponent}");
            Assert.Equal(value >= step ? 1 : 0, new NumberSteps([step]).Reached(Encoding.UTF8.GetBytes(text)));
            if (exponent > 0) return;
            var written = value.ToDecimal(-exponent);
            Assert.Equal(value >= step ? 1 : 0, new NumberSteps([step]).Reached(Encoding.UTF8.GetBytes(written)));
        });
    }
}
