using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class NearBandsTests
{
    [Theory]
    [InlineData(50, 37, 3)]
    [InlineData(80, 14, 8)]
    [InlineData(90, 9, 12)]
    [InlineData(100, 7, 16)]
    public void For_AThreshold_AreTheMostSelectiveThatFindIt(int percent, int bands, int rows) =>
        Assert.Equal(new NearBands(bands, rows), NearBands.For(new Fraction(percent, 100)));

    [Theory]
    [InlineData(60, "0.2111")]
    [InlineData(70, "0.5645")]
    [InlineData(80, "0.9235")]
    [InlineData(90, "0.9996")]
    public void Finds_FourteenBandsOfEight_IsTheCurveOfThePage(int percent, string probability) =>
        Assert.Equal(probability, new NearBands(14, 8).Finds(new Fraction(percent, 100)).ToDecimal());

    [Fact]
    public void For_AnyThreshold_FindsItWithinTheFunctions()
    {
        for (var percent = 50; percent <= 100; percent++)
        {
            var bands = NearBands.For(new Fraction(percent, 100));
            Assert.True(bands.Finds(new Fraction(percent, 100)) >= new Fraction(92, 100));
            Assert.InRange(bands.Bands * bands.Rows, 1, NearBands.Hashes);
        }
    }
}
