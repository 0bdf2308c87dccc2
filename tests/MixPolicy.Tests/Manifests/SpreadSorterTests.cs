using CsCheck;
using MixPolicy.Manifests;

namespace MixPolicy.Tests.Manifests;

public sealed class SpreadSorterTests
{
    [Fact]
    public void Sort_AnyItems_AsComparingSortsThem()
    {
        // Heads that share their leading bits, evenly spread, crowded in a few places, or few and often the same.
        var heads = Gen.OneOf(Gen.ULong, Gen.ULong[0, 50], Gen.ULong.Select(h => h & 0xff00_0000_0000_00ff));
        var sorter = new SpreadSorter<RowIdentity>(6);
        Gen.Select(heads, Gen.ULong[0, 3]).Array[0, 400].Sample(
            pairs =>
            {
                RowIdentity[] items = [.. pairs.Select(p => new RowIdentity(p.Item1 >> 6, p.Item2))];
                RowIdentity[] expected = [.. items.Order()];
                Assert.Equal(expected, sorter.Sort(items).ToArray());
            },
            threads: 1);
    }

    [Theory]
    [InlineData(1UL << 40)] // evenly spread
    [InlineData(1UL)] // all in one place
    public void Sort_ManyItems_AsComparingSortsThem(ulong step)
    {
        var random = new Random(1);
        RowIdentity[] items = [.. Enumerable.Range(0, 50_000).Select(_ => new RowIdentity((ulong)random.Next(1 << 18) * step, (ulong)random.Next(3)))];
        RowIdentity[] expected = [.. items.Order()];
        Assert.Equal(expected, new SpreadSorter<RowIdentity>(6).Sort(items).ToArray());
    }
}
