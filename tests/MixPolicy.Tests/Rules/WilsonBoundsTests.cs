using System.Numerics;
using CsCheck;
using MixPolicy.Numbers;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Tests.Rules;

public sealed class WilsonBoundsTests
{
    [Theory]
    [InlineData(180, 200, "0.8506", "0.9343")]
    [InlineData(12, 220, "0.0315", "0.0929")]
    [InlineData(0, 200, "0.0000", "0.0188")]
    [InlineData(200, 200, "0.9812", "1.0000")]
    [InlineData(1, 1, "0.2065", "1.0000")]
    public void Bounds_KnownCounts_AreThePublishedOnes(long hits, long samples, string lower, string upper) =>
        Assert.Equal((lower, upper), (WilsonBounds.Lower(hits, samples).ToDecimal(), WilsonBounds.Upper(hits, samples).ToDecimal()));

    [Fact]
    public void Bounds_AnyCounts_HoldTheRateAndSolveTheEquationOutwards()
    {
        Gen.Select(Gen.Long[1, 1_000_000_000], Gen.Double[0, 1]).Sample((samples, share) =>
        {
            var hits = (long)(samples * share);
            var rate = new Fraction(hits, samples);
            var (lower, upper) = (WilsonBounds.Lower(hits, samples), WilsonBounds.Upper(hits, samples));
            Assert.True(lower <= rate && rate <= upper && lower >= Fraction.Zero && upper <= Fraction.One);

            // The bounds are where (rate - bound)^2 = z^2 bound (1 - bound) / samples; outside them the left side is the larger.
            foreach (var bound in new[] { lower, upper })
            {
                var away = (rate - bound) * (rate - bound);
                var allowed = new Fraction(2401, 625) * bound * (Fraction.One - bound) * new Fraction(1, samples);
                Assert.True(away >= allowed || bound == Fraction.Zero || bound == Fraction.One);
            }
        });
    }

    [Fact]
    public void FloorOfSquareRoot_AnyNumber_IsExact() => Gen.Select(Gen.ULong, Gen.ULong).Sample((a, b) =>
    {
        var value = ((BigInteger)a << 64) + b;
        var root = ExactRoots.FloorOfSquareRoot(value);
        Assert.True(root * root <= value && (root + 1) * (root + 1) > value);
        var square = root * root;
        Assert.Equal(root, ExactRoots.CeilingOfSquareRoot(new Fraction(square, 1)));
        Assert.Equal(root + 1, ExactRoots.CeilingOfSquareRoot(new Fraction((square * 2) + 1, 2)));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void FloorOfSquareRoot_SmallNumbers_AreExact(int value) => Assert.Equal((int)Math.Sqrt(value), (int)ExactRoots.FloorOfSquareRoot(value));
}
