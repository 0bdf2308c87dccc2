using CsCheck;
using MixPolicy.Scanning;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Scanning;

public sealed class RadixPartitionsTests
{
    [Fact]
    public void Load_MoreThanTheBuffersHold_GivesEachItemOnceInItsPartition()
    {
        using var folder = new TempFolder();
        const int Count = 600_000; // 9,375 a partition, of which 4,096 fit a buffer
        var random = new Random(1);
        var sum = 0UL;
        using (var partitions = new RadixPartitions<ulong>(folder["p"]))
        {
            for (var i = 0; i < Count; i++)
            {
                var hash = (ulong)random.NextInt64() << 1;
                sum += hash;
                partitions.Add(hash, hash);
            }

            Assert.Equal(Count, partitions.Total);
            Assert.NotEmpty(Directory.GetFiles(folder.Path));
            ulong last = 0, loaded = 0;
            var first = true;
            foreach (var partition in partitions.Load())
            {
                var number = partition.Span[0] >> 58;
                Assert.True(first || number > last);
                (first, last) = (false, number);
                foreach (var item in partition.Span)
                {
                    Assert.Equal(number, item >> 58);
                    loaded += item;
                }
            }

            Assert.Equal(sum, loaded);
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(50_000)]
    public void Load_AllInOnePartition_KeepsTheirOrder(int count)
    {
        using var folder = new TempFolder();
        using var partitions = new RadixPartitions<long>(folder["p"]);
        for (var i = 0; i < count; i++) partitions.Add(ulong.MaxValue, i);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), partitions.Load().SelectMany(p => p.ToArray()));
    }

    [Fact]
    public void Load_AnySkew_GroupsEqualHashes() => Gen.OneOf(Gen.ULong, Gen.ULong[0, 3], Gen.Const(ulong.MaxValue)).Array[0, 500].Sample(
        hashes =>
        {
            using var folder = new TempFolder();
            using var partitions = new RadixPartitions<ulong>(folder["p"]);
            foreach (var hash in hashes) partitions.Add(hash, hash);
            var loaded = partitions.Load().Select(p => p.ToArray()).ToList();
            Assert.Equal(hashes.Order(), loaded.SelectMany(p => p).Order());
            Assert.Equal(hashes.Distinct().Count(), loaded.Sum(p => p.Distinct().Count()));
        },
        iter: 50);
}
