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
    public void Find_ThousandFeasiblePolicies_HoldsEveryLimitExactly()
    {
        // Shares and ratios leave the size of three records, the count a tenth. Without any room 6 in 10 are not found; of strata few enough to try every
        // place, those had none in reach.
        for (var seed = 0; seed < 1000; seed++)
        {
            var policy = PolicyCase.Draw((seed * 7919) + 13, margin: 3, minRecords: 20);
            Assert.True(policy is not null, $"seed {seed}: no mix was found");
            Assert.True(policy.Plan.IsProved, $"seed {seed}: the mix is not proved");
            var windows = policy.Pool.Windows(policy.Plan.Asked, policy.Plan.Ranges);
            var found = new WholeDocuments(windows, policy.Plan.Limits, policy.Problem.Budget, policy.Pool.Largest).Find(policy.Plan.Asked, repairs: true, out var cuts);
            Assert.True(found, $"seed {seed}: no whole documents were found");
            Assert.True(policy.Holds(cuts), $"seed {seed}: what was found does not hold");
        }
    }

    [Fact]
    public void Find_NoMargin_SaysWhetherEveryLimitHolds()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var policy = PolicyCase.Draw((seed * 7919) + 13, margin: 0, minRecords: 20)!;
            var windows = policy.Pool.Windows(policy.Plan.Asked, policy.Plan.Ranges);
            var found = new WholeDocuments(windows, policy.Plan.Limits, policy.Problem.Budget, policy.Pool.Largest).Find(policy.Plan.Asked, repairs: true, out var cuts);
            Assert.Equal(policy.Holds(cuts), found);
        }
    }

    [Fact]
    public void Find_SamePolicyTwice_GivesTheSameCuts()
    {
        var policy = PolicyCase.Draw(4711, margin: 1)!;
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
