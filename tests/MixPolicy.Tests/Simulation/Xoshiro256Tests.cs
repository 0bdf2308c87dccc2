using CsCheck;
using MixPolicy.Simulation;

namespace MixPolicy.Tests.Simulation;

public class Xoshiro256Tests
{
    [Fact]
    public void Next_StateOfTheReference_GivesItsNumbers()
    {
        // The vector that the generator's other implementations are tested with.
        var random = new Xoshiro256(1, 2, 3, 4);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832,
        ];
        Assert.Equal(expected, expected.Select(_ => random.Next()));
    }

    [Fact]
    public void SplitMix64_SeedOfTheReference_GivesItsNumbers()
    {
        var state = 1234567UL;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => Xoshiro256.SplitMix64(ref state)));
    }

    [Fact]
    public void Below_AnyBound_StaysBelowIt() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong[1, ulong.MaxValue])
            .Sample((seed, stream, bound) => new Xoshiro256(seed, stream).Below(bound) < bound);

    [Fact]
    public void Below_Three_IsEvenlySpread()
    {
        var random = new Xoshiro256(7, 0);
        var seen = new int[3];
        for (var i = 0; i < 30_000; i++) seen[random.Below(3)]++;
        Assert.All(seen, count => Assert.InRange(count, 9_600, 10_400)); // 10,000 with a standard deviation of 82
    }

    [Fact]
    public void Stream_OtherNumberOrSeed_GivesOtherNumbers()
    {
        ulong[] first = [.. from seed in Enumerable.Range(0, 30) from stream in Enumerable.Range(0, 30) select new Xoshiro256((ulong)seed, (ulong)stream).Next()];
        Assert.Equal(first.Length, first.Distinct().Count());
    }
}
