using CsCheck;
using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Tests.Planning;

public class TemperedWeightsTests
{
    private const ulong Largest = 1UL << 36;

    private static readonly Gen<Fraction> Temperature = Gen.Int[1, 100_000_000].Select(millionths => new Fraction(millionths, 1_000_000));

    [Theory]
    [InlineData(1, 0UL)]
    [InlineData(2, 1UL << 48)]
    [InlineData(1UL << 63, 63UL << 48)]
    [InlineData(3, 446127282977750UL)] // floor(log2(3) * 2^48)
    public void Log2_Number_IsCutOffAt48Places(ulong value, ulong expected) => Assert.Equal(expected, TemperedWeights.Log2(value));

    [Fact]
    public void Weight_TemperatureTwo_IsTheSquareRoot() =>
        Assert.InRange(TemperedWeights.Weight(1, 4, new Fraction(2, 1)), (Largest / 2) - 4, Largest / 2);

    [Fact]
    public void Weight_TemperatureHalf_IsTheSquare() =>
        Assert.InRange(TemperedWeights.Weight(1, 3, new Fraction(1, 2)), (Largest / 9) - 64, Largest / 9);

    [Fact]
    public void Weight_LowTemperature_NeverFallsToZero() => Assert.Equal(1UL, TemperedWeights.Weight(1, 1000, new Fraction(1, 1_000_000)));

    [Fact]
    public void Weight_AnyCount_IsNearTheFloatingPower() =>
        Gen.Select(Gen.ULong[1, 1_000_000_000], Gen.ULong[1, 1_000_000_000], Gen.Int[100_000, 100_000_000])
            .Sample((a, b, millionths) =>
            {
                var (count, largest) = (Math.Min(a, b), Math.Max(a, b));
                var expected = Math.Pow((double)count / largest, 1_000_000.0 / millionths) * Largest;
                var weight = TemperedWeights.Weight(count, largest, new Fraction(millionths, 1_000_000));
                Assert.InRange(weight, Math.Max(0, (expected * (1 - 1e-9)) - 2), (expected * (1 + 1e-9)) + 2);
            });

    [Fact]
    public void Weight_LargerCount_NeverWeighsLess() =>
        Gen.Select(Gen.ULong[1, 1UL << 40], Gen.ULong[0, 3], Gen.ULong[0, 1UL << 40], Temperature)
            .Sample((count, step, room, temperature) =>
                TemperedWeights.Weight(count, count + step + room, temperature)
                    <= TemperedWeights.Weight(count + step, count + step + room, temperature));

    [Fact]
    public void Weight_LargestCount_WeighsTheWholeScale() =>
        Gen.Select(Gen.ULong[1, ulong.MaxValue], Temperature)
            .Sample((count, temperature) => TemperedWeights.Weight(count, count, temperature) == Largest);
}
