using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Tests.Rules;

public sealed class FiguresTests
{
    [Fact]
    public void Of_Number_SeparatesThousandsWhateverTheCulture() => Assert.Equal("-1,234,567", Figures.Of(-1_234_567));

    [Theory]
    [InlineData(18, 100, null, null, "18.00 %")]
    [InlineData(29_999, 100_000, 3, 10, "29.999 %")]
    [InlineData(2_999_999_999_999, 10_000_000_000_000, 3, 10, "29.99999999999 %")]
    [InlineData(3, 10, 3, 10, "30.00 %")]
    public void Percent_BesideALimit_IsToldApart(long part, long whole, int? limitPart, int? limitWhole, string shown) =>
        Assert.Equal(shown, Figures.Percent(new Fraction(part, whole), limitPart is { } p ? new Fraction(p, limitWhole!.Value) : null));

    [Theory]
    [InlineData(nameof(Sense.AtLeast), "0.3333")]
    [InlineData(nameof(Sense.AtMost), "0.3334")]
    public void Reachable_Share_IsRoundedToTheSideThatKeepsIt(string sense, string shown) => Assert.Equal(shown, Figures.Reachable(new Fraction(1, 3), Enum.Parse<Sense>(sense)));
}
