using System.Numerics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Selection;

namespace MixPolicy.Tests.Selection;

public sealed class CountedPlanTests
{
    private const int Size = 40_000;
    private static readonly Place Place = new("policy.yaml", 1, 1);

    [Fact]
    public void Of_CountThatBindsInLargeStrata_IsMetByWholeDocuments()
    {
        var missing = 0;
        for (var seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            var pool = new Pool([Documents(random), Documents(random)]);
            var problem = Problem(pool, least: Size * 7 / 10);
            var plan = MixPlanner.Plan(problem, new DiagnosticBag(), CancellationToken.None);
            var counted = CountedPlan.Of(plan, problem, pool.Histogram(), CancellationToken.None);
            if (counted != plan) missing++;
            Assert.True(counted.IsMix && counted.IsProved);
            Assert.Equal(plan.Limits, counted.Limits);
            Assert.True(new WholeDocuments(pool.Windows(counted.Asked, counted.Ranges), counted.Limits, problem.Budget, pool.Largest).Find(counted.Asked, repairs: true, out var cuts));
            Assert.True(pool.Recount(0, cuts[0]).Records >= Size * 7 / 10);
        }

        Assert.InRange(missing, 1, 7); // the mean is too high as often as too low
    }

    [Fact]
    public void Of_CountThatHolds_IsThePlanItself()
    {
        var pool = new Pool([Documents(new Random(1)), Documents(new Random(2))]);
        var problem = Problem(pool, least: Size / 10);
        var plan = MixPlanner.Plan(problem, new DiagnosticBag(), CancellationToken.None);
        Assert.Same(plan, CountedPlan.Of(plan, problem, pool.Histogram(), CancellationToken.None));
    }

    /// <summary>Half of two strata, of the first at least so many records.</summary>
    private static PlanProblem Problem(Pool pool, long least)
    {
        var total = pool.Strata.Sum(s => s.Available);
        var budget = total / 2;
        return new PlanProblem(
            pool.Strata, "tokens", new Budget(budget, budget, Place),
            [.. pool.Strata.Select(s => new Fraction((BigInteger)budget * s.Available, total))],
            [.. pool.Strata.Select(_ => Fraction.One)],
            [.. pool.Strata.Select((_, s) => new StratumBound(s, Fraction.One, Codes.RepetitionFactor, "mix.max_repetition_factor", Place))],
            [new Constraint(Codes.HumanRecords, "rules.human.min_records", Place, "human records", "other records", Sense.AtLeast, null, [Fraction.One, Fraction.Zero], new Fraction(least, 1))]);
    }

    private static List<PoolRecord> Documents(Random random) =>
    [
        .. Enumerable.Range(0, Size).Select(_ => new PoolRecord((ulong)random.NextInt64() * 2, Pool.Digest(random), 1 + (long)(20 / (0.01 + random.NextDouble())))),
    ];
}
