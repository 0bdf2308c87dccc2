using CsCheck;
using MixPolicy.Scanning;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Scanning;

public sealed class NearClustersTests
{
    [Fact]
    public void Join_AnyPairs_AreTheConnectedParts() => Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30]).Array[0, 40].Sample(pairs =>
    {
        using var folder = new TempFolder();
        using var clusters = new NearClusters(folder["c"], 31);
        var least = Enumerable.Range(0, 31).ToArray();
        foreach (var (a, b) in pairs)
        {
            clusters.Join(a, b);
            var (from, to) = (Math.Max(least[a], least[b]), Math.Min(least[a], least[b]));
            for (var i = 0; i < least.Length; i++)
            {
                if (least[i] == from) least[i] = to;
            }
        }

        for (var i = 0; i < 31; i++)
        {
            Assert.Equal(least[i], clusters.Root(i));
            Assert.Equal(pairs.Any(p => p.Item1 == i || p.Item2 == i), clusters.IsJoined(i));
        }
    }, iter: 50);

    [Fact]
    public void Note_AnyOrder_KeepsTheLeast()
    {
        using var folder = new TempFolder();
        using var clusters = new NearClusters(folder["c"], 3);
        clusters.Join(1, 2);
        Assert.Equal((ulong.MaxValue, ulong.MaxValue), (clusters.Name(1), clusters.Rank(1)));
        clusters.Note(1, 7, 100);
        clusters.Note(1, 9, 50);
        Assert.Equal((7UL, 50UL), (clusters.Name(1), clusters.Rank(1)));
    }
}
