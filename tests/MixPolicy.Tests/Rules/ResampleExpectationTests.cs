using System.Numerics;
using CsCheck;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class ResampleExpectationTests
{
    [Fact]
    public void Missed_IsTheExponential() => Gen.Select(Gen.Long[1, 40], Gen.Long[0, 2_000_000], Gen.Long[1, 1_000_000]).Sample((records, words, reference) =>
        Assert.Equal(Math.Exp(-(double)records * words / reference), Double(ResampleExpectation.Missed(records, words, reference)), 1e-12));

    [Fact]
    public void Types_OfASameSizeResample_AreThoseOfTheory()
    {
        // science: of words seen once .632 survive a generation, of those seen twice .865, of those seen five times .993.
        foreach (var (records, share) in new[] { (1, 0.632), (2, 0.865), (5, 0.993) })
        {
            var group = WordGroups.Of(new Dictionary<long, long> { [records] = 1000 });
            Assert.Equal(1000 * share, Double(ResampleExpectation.Types(group, 77, 77)), 0.5);
        }
    }

    [Fact]
    public void Types_OfBoth_LieBetweenTheLargerAndTheSum() => Gen.Select(Gen.Long[0, 1000], Gen.Long[0, 1000], Gen.Int[0, 10]).Sample((words, other, tenths) =>
    {
        var group = WordGroups.Of(new Dictionary<long, long> { [1] = 100, [3] = 7 });
        var recall = new Fraction(tenths, 10);
        var (mine, theirs) = (ResampleExpectation.Types(group, words, 500), ResampleExpectation.Types(group, other, 500) * tenths / 10);
        var both = ResampleExpectation.Types(group, words, other, recall, 500);
        Assert.InRange(both, BigInteger.Max(mine, theirs) - 1000, mine + theirs + 1000);
    });

    private static double Double(BigInteger value) => (double)value / (double)ResampleExpectation.One;
}
