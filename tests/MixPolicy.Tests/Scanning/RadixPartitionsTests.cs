using CsCheck;
using MixPolicy.Scanning;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Scanning;

public sealed class RadixPartitionsTests
{
    [Fact]
    public void Load_MoreThanTheBuffersHoldFromSeveralWorkers_GivesEachItemOnceInItsPartition()
    {
        using var folder = new TempFolder();
        const int Count = 300_000; // a writer: 4,687 a partition, of which 4,096 fit a buffer
        var sums = new ulong[3];
        using (var partitions = new RadixPartitions<ulong>(folder["p"]))
        {
            Parallel.For(0, sums.Length, worker =>
            {
                var (random, writer) = (new Random(worker), partitions.Open());
                for (var i = 0; i < Count; i++)
                {
                    var hash = (ulong)random.NextInt64() << 1;
                    sums[worker] += hash;
                    writer.Add(hash, hash);
                }
            });

            Assert.Equal(Count * sums.Length, partitions.Total);
            Assert.NotEmpty(Directory.GetFiles(folder.Path));
            var loaded = 0UL;
            ulong[] room = [];
            for (var partition = 0; partition < RadixPartitions<ulong>.Count; partition++)
            {
                foreach (var item in partitions.Load(partition, ref room))
                {
                    Assert.Equal((ulong)partition, item >> 58);
                    loaded += item;
                }
            }

            Assert.Equal(sums.Aggregate((a, b) => a + b), loaded);
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void Load_PieceByPieceFromSeveralWriters_GivesWhatLoadingAllGives(int room)
    {
        using var folder = new TempFolder();
        using var partitions = new RadixPartitions<long>(folder["p"]);
        var writers = new[] { partitions.Open(), partitions.Open(), partitions.Open() };
        for (var i = 0; i < 10_000; i++) writers[i % writers.Length].Add(i % 2 == 0 ? 0 : ulong.MaxValue, i);
        long[] whole = [];
        var piece = new long[room];
        foreach (var partition in new[] { 0, 1, RadixPartitions<long>.Count - 1 })
        {
            var expected = partitions.Load(partition, ref whole).ToArray();
            var found = new List<long>();
            while (partitions.Load(partition, found.Count, piece) is > 0 and var count) found.AddRange(piece[..count]);
            Assert.Equal(expected, found);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(50_000)]
    public void Load_AllInOnePartitionFromOneWriter_KeepsTheirOrder(int count)
    {
        using var folder = new TempFolder();
        using var partitions = new RadixPartitions<long>(folder["p"]);
        var writer = partitions.Open();
        for (var i = 0; i < count; i++) writer.Add(ulong.MaxValue, i);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), All(partitions).SelectMany(p => p));
    }

    [Fact]
    public void Load_AnySkew_GroupsEqualHashes() => Gen.OneOf(Gen.ULong, Gen.ULong[0, 3], Gen.Const(ulong.MaxValue)).Array[0, 500].Sample(
        hashes =>
        {
            using var folder = new TempFolder();
            using var partitions = new RadixPartitions<ulong>(folder["p"]);
            RadixPartitions<ulong>.Writer[] writers = [partitions.Open(), partitions.Open()];
            for (var i = 0; i < hashes.Length; i++) writers[i % 2].Add(hashes[i], hashes[i]);
            var loaded = All(partitions);
            Assert.Equal(hashes.Order(), loaded.SelectMany(p => p).Order());
            Assert.Equal(hashes.Distinct().Count(), loaded.Sum(p => p.Distinct().Count()));
        },
        iter: 50);

    private static List<T[]> All<T>(RadixPartitions<T> partitions)
        where T : unmanaged
    {
        T[] room = [];
        return [.. Enumerable.Range(0, RadixPartitions<T>.Count).Select(p => partitions.Load(p, ref room).ToArray())];
    }
}
