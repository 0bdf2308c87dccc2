using CsCheck;
using MixPolicy.Planning;
using MixPolicy.Selection;

namespace MixPolicy.Tests.Selection;

public sealed class CutWindowTests
{
    private static readonly Gen<Pool> Pools =
        from records in (
            from key in Gen.OneOf(Gen.ULong, Gen.ULong[0, 3], Gen.Const(ulong.MaxValue), Gen.ULong[1UL << 40, (1UL << 40) + 50])
            from amount in Gen.OneOf(Gen.Long[0, 20], Gen.Const(0L), Gen.Long[1, 500], Gen.Const(100_000L))
            select (key, amount)).List[1, 200]
        select new Pool([[.. records.Select((r, i) => new PoolRecord(r.key, Pool.Digest(new Random(i)), r.amount))]]);

    [Fact]
    public void Cut_AtAnyPlace_TakesWhatItSays() => Gen.Select(Pools, Gen.Double[0, 3.5], Gen.Int[1, 4]).Sample(
        (pool, part, factor) =>
        {
            var window = Window(pool, part, factor, out var most);
            for (var place = 0; place < window.Places; place++)
            {
                var cut = window.Cut(place);
                Assert.Equal((cut.Amount, cut.Records), pool.Recount(0, cut));
                Assert.Equal((window.Amount(place), window.Records(place)), (cut.Amount, cut.Records));
                Assert.InRange(cut.Amount, 0, most);
            }
        },
        iter: 300);

    [Fact]
    public void Cut_AtALaterPlace_TakesASuperset() => Gen.Select(Pools, Gen.Double[0, 2]).Sample(
        (pool, part) =>
        {
            var window = Window(pool, part, 2, out _);
            for (var place = 1; place < window.Places; place++)
            {
                var (less, more) = (window.Cut(place - 1), window.Cut(place));
                Assert.All(pool.Records[0], r => Assert.True(less.Repetitions(r.Key, r.Digest) <= more.Repetitions(r.Key, r.Digest)));
            }
        },
        iter: 200);

    [Fact]
    public void Cut_OfALargerAmount_TakesASuperset() => Gen.Select(Pools, Gen.Double[0, 2], Gen.Double[0, 2]).Sample(
        (pool, a, b) =>
        {
            var (small, large) = (Window(pool, Math.Min(a, b), 2, out _), Window(pool, Math.Max(a, b), 2, out _));
            var available = pool.Strata[0].Available;
            var less = small.Cut(small.Nearest((long)(available * Math.Min(a, b))));
            var more = large.Cut(large.Nearest((long)(available * Math.Max(a, b))));
            Assert.All(pool.Records[0], r => Assert.True(less.Repetitions(r.Key, r.Digest) <= more.Repetitions(r.Key, r.Digest)));
        },
        iter: 300);

    [Fact]
    public void Nearest_OfAnAmount_IsWithinHalfTheLargestRecord() => Gen.Select(Pools, Gen.Double[0, 1]).Sample(
        (pool, part) =>
        {
            var asked = (long)(pool.Strata[0].Available * part);
            var window = Window(pool, part, 1, out _);
            Assert.True(Math.Abs(window.Amount(window.Nearest(asked)) - asked) * 2 <= pool.Largest);
        },
        iter: 300);

    [Fact]
    public void Cut_EqualKeysAndDigests_AreTakenTogether()
    {
        var digest = Pool.Digest(new Random(1));
        var pool = new Pool([[new(7, digest, 3), new(7, digest, 4), new(9, digest, 5)]]);
        var window = Window(pool, 0.3, 1, out _);
        Assert.Equal([0, 7, 12], Enumerable.Range(0, window.Places).Select(window.Amount));
    }

    [Fact]
    public void Cut_StratumLeftOut_TakesNotEvenEmptyRecords()
    {
        var pool = new Pool([[new(1, Pool.Digest(new Random(1)), 0), new(2, Pool.Digest(new Random(2)), 10)]]);
        var window = pool.Windows([0], [0])[0];
        Assert.Equal(1, window.Places);
        Assert.Equal((0, 0), pool.Recount(0, window.Cut(0)));
    }

    [Fact]
    public void Cut_BelowAFloor_IsNoPlace() => Gen.Select(Pools, Gen.Double[0, 2], Gen.Double[0, 1]).Sample(
        (pool, asked, floor) =>
        {
            var available = pool.Strata[0].Available;
            var range = new AmountRange((long)(available * floor), 3 * available, 0);
            var window = pool.Windows([Math.Max(range.Least, (long)(available * asked))], [range])[0];
            for (var place = 0; place < window.Places; place++) Assert.True(window.Amount(place) >= range.Least);
        },
        iter: 200);

    [Fact]
    public void Cut_FloorOfOnce_KeepsEveryRecordEvenOfNoSize() => Gen.Select(Pools, Gen.Double[1, 2.5]).Sample(
        (pool, asked) =>
        {
            var available = pool.Strata[0].Available;
            var window = pool.Windows([(long)(available * asked)], [new AmountRange(available, 3 * available, 1)])[0];
            for (var place = 0; place < window.Places; place++)
            {
                Assert.All(pool.Records[0], r => Assert.True(window.Cut(place).Repetitions(r.Key, r.Digest) >= 1));
            }
        },
        iter: 200);

    private static CutWindow Window(Pool pool, double part, int factor, out long most)
    {
        var available = pool.Strata[0].Available;
        most = available * factor;
        return pool.Windows([Math.Min(most, (long)(available * part))], [most])[0];
    }
}
