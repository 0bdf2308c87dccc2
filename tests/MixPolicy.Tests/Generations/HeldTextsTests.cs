using CsCheck;
using MixPolicy.Generations;
using MixPolicy.Hashing;

namespace MixPolicy.Tests.Generations;

public sealed class HeldTextsTests
{
    private static readonly Gen<Digest256> Digests =
        Gen.OneOf(Gen.ULong, Gen.ULong[0, 3], Gen.ULong[ulong.MaxValue - 3, ulong.MaxValue]).Select(Gen.ULong[0, 1], (head, rest) => new Digest256(head, 0, 0, rest));

    [Fact]
    public void First_AnySortedTexts_IsTheLowerBound() => Gen.Select(Digests.Array[0, 200], Digests).Sample((digests, wanted) =>
    {
        var sorted = digests.Order().Select(d => new PooledText(d, 0, 0, 1, true, false, false)).ToArray();
        var first = HeldTexts.First<PooledText>(sorted, wanted);

        Assert.Equal(sorted.Count(t => t.Digest.CompareTo(wanted) < 0), first);
        Assert.Equal(digests.Count(d => d.Equals(wanted)), HeldTexts.Count<PooledText>(sorted, first, wanted));
    });

    [Fact]
    public void First_EachOfEvenlySpreadTexts_IsFound()
    {
        var sorted = Enumerable.Range(0, 10_000).Select(i => new Digest256((ulong)i * 0x9E3779B97F4A7C15 >> 6, 0, 0, 0)).Order()
            .Select(d => new PooledText(d, 0, 0, 1, true, false, false)).ToArray();
        for (var i = 0; i < sorted.Length; i++) Assert.Equal(i, HeldTexts.First<PooledText>(sorted, sorted[i].Digest));
    }

    [Fact]
    public void PooledText_AllThatIsKnown_ComesBack() =>
        Gen.Select(Gen.Long[0, 1L << 40], Gen.Int[1, 100_000], Gen.Bool, Gen.Bool, Gen.Bool).Sample((number, occurrence, human, fresh, aside) =>
        {
            var text = new PooledText(default, 7, number, occurrence, human, fresh, aside);
            return (text.Key, text.Number, text.Occurrence, text.IsHuman, text.IsFresh, text.IsAside)
                == (7UL, number, Math.Min(occurrence, 65_535), human, fresh, aside);
        });
}
