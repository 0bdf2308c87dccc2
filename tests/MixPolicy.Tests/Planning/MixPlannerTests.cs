using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Planning;

public sealed class MixPlannerTests
{
    private static readonly Place Place = new("policy.yaml", 1, 1);

    [Fact]
    public void Plan_BudgetAll_TakesEveryRecordOnce()
    {
        var plan = MixPlanner.Plan(Problem([100, 50], [1, 1], new Budget(null, null, Place)), new DiagnosticBag(), CancellationToken.None);
        Assert.True(plan.TakesAll);
        Assert.Equal([100, 50], plan.Asked);
    }

    [Fact]
    public void Plan_NothingBinds_GivesTheTargets() =>
        Assert.Equal([70, 30], Plan(Problem([1000, 1000], [70, 30], new Budget(100, 100, Place)), isMix: true));

    [Fact]
    public void Plan_TargetOfNothing_StaysOutWhileTheRestSuffices()
    {
        var budget = new Budget(100, 100, Place);
        // Human: the first and the last; the last was not asked for.
        var limit = Share([0, 2], 3, new Fraction(80, 100), Sense.AtLeast);
        Assert.Equal([80, 20, 0], Plan(Problem([100, 100, 100], [70, 30, 0], budget, limit), isMix: true));
        Assert.Equal([60, 20, 20], Plan(Problem([60, 100, 100], [70, 30, 0], budget, limit), isMix: true));
    }

    [Fact]
    public void Plan_BudgetRange_TakesNoMoreThanALimitLeavesRoomFor()
    {
        // 60 human tokens at hand; at least half must be human, so at most 120 in all.
        var amounts = Plan(Problem([60, 1000], [60, 240], new Budget(100, 300, Place), Share([0], 2, new Fraction(1, 2), Sense.AtLeast)), isMix: true);
        Assert.Equal([60, 60], amounts);
    }

    [Fact]
    public void Plan_EveryStratumInACappedGroup_IsRefusedWithTheTrueLimit()
    {
        var diagnostics = new DiagnosticBag();
        var problem = Problem([100, 100], [50, 50], new Budget(100, 100, Place), Share([0, 1], 2, new Fraction(80, 100), Sense.AtMost));
        Assert.False(MixPlanner.Plan(problem, diagnostics, CancellationToken.None).IsMix);
        var finding = Assert.Single(diagnostics.Sorted());
        Assert.Contains("allows at most 80.00 % of 100 tokens, so 20 tokens of the others", finding.Message, StringComparison.Ordinal);
        Assert.Contains("set rules.x to 1.0000", finding.Remedies);
    }

    [Fact]
    public void Plan_LimitsThatConflictTogether_AreNamedTogether()
    {
        var diagnostics = new DiagnosticBag();
        var problem = Problem(
            [100, 100], [50, 50], new Budget(100, 100, Place),
            Share([0], 2, new Fraction(60, 100), Sense.AtLeast), Share([1], 2, new Fraction(60, 100), Sense.AtLeast) with { Name = "rules.y" });
        var plan = MixPlanner.Plan(problem, diagnostics, CancellationToken.None);
        Assert.False(plan.IsMix);
        Assert.Equal(100, plan.Asked.Sum());
        var finding = Assert.Single(diagnostics.Sorted());
        Assert.Equal(Codes.NoMix, finding.Code);
        Assert.Contains("best reachable with the others held: rules.x 40.00 %, rules.y 40.00 %", finding.Message, StringComparison.Ordinal);
        Assert.Equal(["set rules.x to 0.4000", "set rules.y to 0.4000"], finding.Remedies);
    }

    [Fact]
    public void Plan_HugeCap_DoesNotOverflow()
    {
        var problem = Problem([long.MaxValue / 4, 10], [60, 40], new Budget(100, 100, Place)) with { Caps = [new(1_000_000, 1), new(1_000_000, 1)] };
        Assert.Equal([60, 40], Plan(problem, isMix: true));
    }

    [Fact]
    public void Plan_Floor_IsHeldAgainstTheTargets()
    {
        var problem = Floored(Problem([50, 100], [10, 90], new Budget(100, 100, Place)), 0, Fraction.One);
        Assert.Equal([50, 50], Plan(problem, isMix: true));
    }

    [Fact]
    public void Plan_FloorUnderATargetOfNothing_TakesNoMoreThanTheFloor()
    {
        var problem = Floored(Problem([30, 100], [0, 100], new Budget(100, 100, Place)), 0, new Fraction(1, 3));
        Assert.Equal([10, 90], Plan(problem, isMix: true));
    }

    [Fact]
    public void Plan_FloorAboveACap_IsRefusedWithTheCapHeld()
    {
        var diagnostics = new DiagnosticBag();
        var plan = MixPlanner.Plan(Floored(Problem([50, 100], [10, 90], new Budget(100, 100, Place)), 0, new Fraction(2, 1)), diagnostics, CancellationToken.None);
        Assert.False(plan.IsMix);
        Assert.Equal(50, plan.Asked[0]);
        Assert.NotEmpty(diagnostics.Sorted());
    }

    [Fact]
    public void Plan_FloorsAboveTheBudget_AreRefusedWithTheFloorsHeld()
    {
        var diagnostics = new DiagnosticBag();
        var plan = MixPlanner.Plan(Floored(Problem([150, 100], [10, 90], new Budget(100, 100, Place)), 0, Fraction.One), diagnostics, CancellationToken.None);
        Assert.False(plan.IsMix);
        Assert.Equal(150, plan.Asked[0]);
        Assert.NotEmpty(diagnostics.Sorted());
    }

    [Fact]
    public void Plan_RatioBetweenTwoGroups_IsHeld()
    {
        // At most one unit of the second for each two of the first: 2 x1 <= x0.
        var ratio = new Constraint(
            Codes.HumanFraction, "rules.ratio", Place, "the second", "the first", Sense.AtMost,
            [new(-1, 1), new(2, 1), Fraction.Zero], null, Fraction.Zero, Demand: "2 tokens of the first for each of the second");
        var amounts = Plan(Problem([100, 100, 100], [20, 40, 40], new Budget(100, 100, Place), ratio), isMix: true);
        Assert.Equal(100, amounts.Sum());
        Assert.InRange(2 * amounts[1], amounts[0] - 2, amounts[0] + 1);
    }

    [Fact]
    public void Plan_FloorOnAShare_CostsWhatItMoves()
    {
        // Asked for 30, at least 50: 20 are moved. x = t (1 + m (member - 1/2) + b) and the total held give m = 20/21.
        var plan = MixPlanner.Plan(
            Problem([100, 100], [30, 70], new Budget(100, 100, Place), Share([0], 2, new Fraction(1, 2), Sense.AtLeast)), new DiagnosticBag(), CancellationToken.None);
        Assert.True(plan.IsProved);
        Assert.Equal(20, plan.OffTargets);
        Assert.Equal([new LimitCost(Codes.HumanFraction, "rules.x", "the group", 20, new Fraction(20, 21))], plan.Costs);
    }

    [Fact]
    public void Plan_Cap_CostsWhatItKeepsOut()
    {
        // Asked for 70 of 50: the other takes the rest, and at the same prices the first would hold 70 × 1.667.
        var plan = MixPlanner.Plan(Problem([50, 100], [70, 30], new Budget(100, 100, Place)), new DiagnosticBag(), CancellationToken.None);
        Assert.Equal([50, 50], plan.Asked);
        Assert.Equal([new LimitCost(Codes.RepetitionFactor, "mix.max_repetition_factor", "s0", 67, null)], plan.Costs);
    }

    [Fact]
    public void Plan_NothingBinds_CostsNothing()
    {
        var plan = MixPlanner.Plan(Problem([1000, 1000], [70, 30], new Budget(100, 100, Place)), new DiagnosticBag(), CancellationToken.None);
        Assert.True(plan.IsProved);
        Assert.Equal((0, 0), (plan.OffTargets, plan.Costs.Count));
    }

    [Fact]
    public void Plan_NoMix_ProvesNothing()
    {
        var problem = Problem([100, 100], [50, 50], new Budget(100, 100, Place), Share([0, 1], 2, new Fraction(80, 100), Sense.AtMost));
        var plan = MixPlanner.Plan(problem, new DiagnosticBag(), CancellationToken.None);
        Assert.False(plan.IsProved);
        Assert.Empty(plan.Costs);
    }

    [Fact]
    public void Plan_TargetOfNothing_IsListed()
    {
        var plan = MixPlanner.Plan(Problem([100, 100, 100], [70, 30, 0], new Budget(100, 100, Place)), new DiagnosticBag(), CancellationToken.None);
        Assert.Equal([2], plan.Unasked);
    }

    private static PlanProblem Floored(PlanProblem problem, int stratum, Fraction factor) => problem with
    {
        Floors = [.. problem.Strata.Select((_, s) => s == stratum ? new StratumFloor(s, factor, Codes.HumanRecords, "rules.keep", Place) : null)],
    };

    private static IReadOnlyList<long> Plan(PlanProblem problem, bool isMix)
    {
        var diagnostics = new DiagnosticBag();
        var plan = MixPlanner.Plan(problem, diagnostics, CancellationToken.None);
        Assert.Equal(isMix, plan.IsMix);
        Assert.Equal(isMix, diagnostics.Sorted().Count == 0);
        return plan.Asked;
    }

    private static Constraint Share(int[] members, int strata, Fraction limit, Sense sense) => new(
        Codes.HumanFraction, "rules.x", Place, "the group", "the others", sense,
        [.. Enumerable.Range(0, strata).Select(s => (members.Contains(s) ? Fraction.One : Fraction.Zero) - limit)], null, Fraction.Zero, limit);

    private static PlanProblem Problem(long[] available, long[] targets, Budget budget, params Constraint[] constraints) => new(
        [.. available.Select((a, i) => new Stratum($"s{i}", i, Origin.Human, new RecordClass($"s{i}", Origin.Human, 0, null, []), default, 1, a, a))],
        "tokens", budget, [.. targets.Select(t => new Fraction(t, 1))], [.. available.Select(_ => Fraction.One)],
        [.. available.Select((_, i) => new StratumBound(i, Fraction.One, Codes.RepetitionFactor, "mix.max_repetition_factor", Place))], constraints);
}
