using CsCheck;
using MixPolicy.Selection;

namespace MixPolicy.Tests.Selection;

public sealed class KeyHistogramTests
{
    [Theory]
    [InlineData(0, 1 << 16)]
    [InlineData(1, 1 << 16)]
    [InlineData(32, 1 << 16)]
    [InlineData(33, 1 << 15)]
    [InlineData(32_768, 64)]
    [InlineData(100_000, 64)]
    public void Buckets_BoundMemory(int strata, int buckets) => Assert.Equal(buckets, new KeyHistogram(strata).Buckets);

    [Fact]
    public void Bucket_Key_LiesBetweenTheFirstKeysOfItsBucketAndTheNext()
    {
        var histogram = new KeyHistogram(1);
        Gen.OneOf(Gen.ULong, Gen.Const(0UL), Gen.Const(ulong.MaxValue)).Sample(key =>
        {
            var bucket = histogram.Bucket(key);
            return histogram.FirstKey(bucket) <= key && (bucket == histogram.Buckets - 1 || key < histogram.FirstKey(bucket + 1));
        });
    }

    [Fact]
    public void Add_Records_AreSummedByStratumAndBucket()
    {
        var histogram = new KeyHistogram(2);
        histogram.Add(1, 5, 10);
        histogram.Add(1, 6, 20);
        histogram.Add(1, ulong.MaxValue, 40);
        histogram.Add(0, 5, 80);
        Assert.Equal((30, 2), (histogram.Amount(1, 0), histogram.Records(1, 0)));
        Assert.Equal((40, 1), (histogram.Amount(1, histogram.Buckets - 1), histogram.Records(1, histogram.Buckets - 1)));
        Assert.Equal((80, 1), (histogram.Amount(0, 0), histogram.Records(0, 0)));
    }
}
