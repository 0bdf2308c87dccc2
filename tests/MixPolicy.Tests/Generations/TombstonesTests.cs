using CsCheck;
using MixPolicy.Generations;
using MixPolicy.Hashing;

namespace MixPolicy.Tests.Generations;

public sealed class TombstonesTests
{
    private static readonly DateOnly Day = new(2026, 1, 1);

    private static readonly Gen<Digest256> Digests = Gen.Select(Gen.ULong, Gen.ULong[0, 1], (head, rest) => new Digest256(head, 0, 0, rest));

    [Fact]
    public void Tombstones_ByDate_CountFromTheirDayOn()
    {
        var digest = new Digest256(1, 2, 3, 4);
        var tombstones = new Tombstones([new(digest, "late", Day.AddDays(1), "a"), new(digest, "second", Day, "a"), new(digest, "first", Day.AddDays(-1), "a")], Day);

        Assert.Equal((1, 1), (tombstones.Count, tombstones.Later));
        Assert.Empty(tombstones.Used());
        Assert.True(tombstones.Use(digest));
        Assert.False(tombstones.Use(new Digest256(1, 2, 3, 5)));
        Assert.Equal("first", Assert.Single(tombstones.Used()).Reason);
    }

    [Fact]
    public void Of_EachPartition_TogetherAreAllInOrder() => Gen.Select(Digests.Array[0, 50], Gen.Int[1, 8]).Sample((digests, bits) =>
    {
        var tombstones = new Tombstones([.. digests.Select(d => new Tombstone(d, "r", Day, "a"))], Day);
        var found = new List<Digest256>();
        for (var partition = 0; partition < 1 << bits; partition++)
        {
            foreach (var digest in tombstones.Of(partition, bits))
            {
                Assert.Equal(partition, (int)(digest.Head >> (64 - bits)));
                found.Add(digest);
            }
        }

        Assert.Equal(digests.Distinct().Order(), found);
    });
}
