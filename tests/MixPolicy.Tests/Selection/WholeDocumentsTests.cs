using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Selection;

namespace MixPolicy.Tests.Selection;

public sealed class WholeDocumentsTests
{
    private static readonly Place Place = new("policy.yaml", 1, 1);

    [Fact]
    public void Find_RandomPolicies_HoldsEveryLimitExactly()
    {
        // The bound on the repair's failures is 1 in 100; it was 0 in 1,000 when this was written.
        var missed = 0;
        for (var i = 0; i < 150; i++)
        {
            var policy = PolicyCase.Draw((i * 7919) + 13);
            Assert.NotNull(policy);
            var windows = policy.Pool.Windows(policy.Plan.Asked, policy.Plan.Ranges);
            var found = new WholeDocuments(windows, policy.Plan.Limits, policy.Problem.Budget, policy.Pool.Largest).Find(policy.Plan.Asked, repairs: true, out var cuts);
            Assert.Equal(policy.Holds(cuts), found);
            if (!found) missed++;
        }

        Assert.InRange(missed, 0, 1);
    }

    [Fact]
    public void Find_SamePolicyTwice_GivesTheSameCuts()
    {
        var policy = PolicyCase.Draw(4711, margin: 0.1)!;
        Assert.Equal(Cuts(), Cuts());

        StratumCut[] Cuts()
        {
            var windows = policy.Pool.Windows(policy.Plan.Asked, policy.Plan.Ranges);
            new WholeDocuments(windows, policy.Plan.Limits, policy.Problem.Budget, policy.Pool.Largest).Find(policy.Plan.Asked, repairs: true, out var cuts);
            return cuts;
        }
    }

    [Fact]
    public void Find_NoRepairs_OnlyRounds()
    {
        var pool = new Pool([Records(10, 3), Records(10, 7)]);
        Fraction[] amounts = [new(1, 2), new(-1, 2)];
        Constraint[] limits = [new(Codes.HumanFraction, "x", Place, "a", "b", Sense.AtLeast, amounts, null, Fraction.Zero)];
        var windows = pool.Windows([10, 20], [30, 70]);
        Assert.False(new WholeDocuments(windows, limits, new Budget(30, 30, Place), 7).Find([10, 20], repairs: false, out var cuts));
        Assert.Equal(30, cuts.Sum(c => c.Amount), 7.0);
    }

    [Fact]
    public void Find_LimitWithSixtyDecimals_IsHeldExactly()
    {
        Assert.True(Fraction.TryParse("0.33333333333333333333333333333333333333333333333333333333333", out var limit));
        var pool = new Pool([Records(300, 1), Records(600, 1)]);
        Fraction[] amounts = [Fraction.One - limit, Fraction.Zero - limit];
        Constraint[] limits = [new(Codes.HumanFraction, "x", Place, "a", "b", Sense.AtLeast, amounts, null, Fraction.Zero)];
        var windows = pool.Windows([299, 600], [300, 600]);
        Assert.True(new WholeDocuments(windows, limits, new Budget(900, 900, Place), 1).Find([299, 600], repairs: true, out var cuts));
        Assert.True(new Fraction(cuts[0].Amount, (BigInteger)cuts[0].Amount + cuts[1].Amount) >= limit);
    }

    private static List<PoolRecord> Records(int count, long amount)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => new PoolRecord((ulong)random.NextInt64() * 2, Pool.Digest(random), amount))];
    }
}
