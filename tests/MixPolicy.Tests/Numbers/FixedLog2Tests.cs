using System.Numerics;
using CsCheck;
using MixPolicy.Numbers;

namespace MixPolicy.Tests.Numbers;

public sealed class FixedLog2Tests
{
    [Fact]
    public void Of_PowersOfTwo_AreExact()
    {
        for (var power = 0; power < 128; power++) Assert.Equal((long)power << FixedLog2.Scale, FixedLog2.Of(UInt128.One << power));
    }

    [Fact]
    public void Of_AnyNumber_IsNearTheLogarithm() => Gen.ULong[1, ulong.MaxValue].Sample(value =>
    {
        var exact = Math.Log2(value);
        Assert.Equal(exact, FixedLog2.Of(value) / Math.Pow(2, FixedLog2.Scale), 1e-8);
    });

    [Fact]
    public void Of_Successors_NeverFall() => Gen.ULong[1, ulong.MaxValue - 1].Sample(value =>
        Assert.True(FixedLog2.Of(value) <= FixedLog2.Of((UInt128)value + 1)));

    [Theory]
    [InlineData(new long[] { 5, 5, 5, 5 }, 2)]
    [InlineData(new long[] { 7 }, 0)]
    [InlineData(new long[] { 1, 1, 2, 0 }, 1.5)]
    [InlineData(new long[] { }, 0)]
    public void Entropy_KnownCounts_IsKnown(long[] counts, double bits) =>
        Assert.Equal(bits, FixedLog2.Entropy(counts.Select(c => new BigInteger(c))) / Math.Pow(2, FixedLog2.Scale), 1e-8);
}
