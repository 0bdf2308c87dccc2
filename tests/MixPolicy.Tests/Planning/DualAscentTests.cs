using CsCheck;
using MixPolicy.Planning;

namespace MixPolicy.Tests.Planning;

public sealed class DualAscentTests
{
    private const double Near = 4 * DualAscent.LooseTolerance;
    private static readonly Gen<int> Seeds = Gen.Int[0, int.MaxValue - 1];

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.001)]
    [InlineData(0)]
    public void Solve_FeasibleProblem_IsFoundWithinAllRows(double margin) => Seeds.Sample(
        seed =>
        {
            var problem = SolverCase.Draw(seed, margin);
            var ascent = new DualAscent(problem.Strata, problem.Rows);
            Assert.True(ascent.Solve(out var amounts, CancellationToken.None), $"seed {seed}: not found in {ascent.Turns} turns");
            Assert.True(problem.Breach(amounts) <= Near, $"seed {seed}: off by {problem.Breach(amounts)}");
            Assert.True(problem.Distance(amounts) <= (problem.Distance(problem.Inside) * (1 + DualAscent.LooseTolerance)) + 1e-6, $"seed {seed}: the known mix is nearer");
        },
        iter: 1000, threads: 1);

    [Fact]
    public void Solve_ManyStrata_EndsInFewTurns() => Seeds.Sample(
        seed =>
        {
            var problem = SolverCase.Draw(seed, margin: 0.01, maxStrata: 300);
            var ascent = new DualAscent(problem.Strata, problem.Rows);
            Assert.True(ascent.Solve(out _, CancellationToken.None));
            Assert.InRange(ascent.Turns, 1, 10);
        },
        iter: 100, threads: 1);

    [Fact]
    public void Solve_AnyOrderOfStrataAndRows_GivesTheSameAmounts() => Seeds.Sample(
        seed =>
        {
            var problem = SolverCase.Draw(seed, margin: 0.05);
            var random = new Random(seed);
            var strata = Enumerable.Range(0, problem.Strata.Count).ToArray();
            var rows = Enumerable.Range(0, problem.Rows.Length).ToArray();
            random.Shuffle(strata);
            random.Shuffle(rows);
            var other = problem.Permuted(strata, rows);
            Assert.True(new DualAscent(problem.Strata, problem.Rows).Solve(out var amounts, CancellationToken.None));
            Assert.True(new DualAscent(other.Strata, other.Rows).Solve(out var permuted, CancellationToken.None));
            for (var i = 0; i < strata.Length; i++) Assert.Equal(amounts[strata[i]], permuted[i], 1e-6);
        },
        iter: 300, threads: 1);

    [Fact]
    public void Solve_SmallProblem_IsAsNearAsAFineGrid() => Seeds.Sample(
        seed =>
        {
            var problem = SolverCase.Draw(seed, margin: 0.1, maxStrata: 3);
            Assert.True(new DualAscent(problem.Strata, problem.Rows).Solve(out var amounts, CancellationToken.None));
            var ours = problem.Distance(amounts);
            foreach (var point in Grid(problem)) Assert.True(problem.Distance(point) >= ours - 1e-6, $"seed {seed}: a grid point is nearer");
        },
        iter: 60, threads: 1);

    [Fact]
    public void Solve_LargeProblem_AgreesWithProjections()
    {
        var settled = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var problem = SolverCase.Draw(seed, margin: 0.1, maxStrata: 200);
            // Projections know only amounts: everyone is in once throughout.
            var strata = problem.Strata with { Once = problem.Strata.Caps, Weights = [.. problem.Strata.Weights.Select(w => Math.Max(w, 1e-4))] };
            Assert.True(new DualAscent(strata, problem.Rows).Solve(out var amounts, CancellationToken.None));
            var projected = Projections.Nearest(strata, problem.Rows, sweeps: 4000);
            // They settle slowly: those that are not inside the rows by then prove nothing.
            if ((problem with { Strata = strata }).Breach(projected) > 1e-8) continue;
            settled++;
            for (var s = 0; s < amounts.Length; s++) Assert.Equal(projected[s], amounts[s], 1e-6);
        }

        Assert.InRange(settled, 30, 40);
    }

    [Fact]
    public void Solve_Contradiction_IsRefusedWithACompromiseInsideTheCaps() => Seeds.Sample(
        seed =>
        {
            var problem = SolverCase.Draw(seed, margin: 0.05);
            // One group at least 60 % and its complement at least 50 %.
            var member = problem.Strata.Targets.Select((_, s) => s % 2 == 0).ToArray();
            PlanRow[] rows =
            [
                .. problem.Rows,
                new([.. member.Select(m => m ? 0.4 : -0.6)], 0, double.PositiveInfinity, Gives: true),
                new([.. member.Select(m => m ? -0.5 : 0.5)], 0, double.PositiveInfinity, Gives: true),
            ];
            var ascent = new DualAscent(problem.Strata, rows);
            Assert.False(ascent.Solve(out var amounts, CancellationToken.None));
            for (var s = 0; s < amounts.Length; s++) Assert.InRange(amounts[s], problem.Strata.Floors[s], problem.Strata.Caps[s]);
            Assert.InRange(amounts.Sum(), problem.Rows[^1].Least - 1e-6, 1 + 1e-6); // the budget does not bend
        },
        iter: 200, threads: 1);

    [Fact]
    public void Solve_FloorWithinOneGroup_ScalesTheGroupInProportion()
    {
        var strata = new PlanStrata([0.1, 0.3, 0.6], [0.1, 0.3, 0.6], [0, 0, 0], [1, 1, 1], [1, 1, 1]);
        PlanRow[] rows = [new([1, 1, 0], 0.6, double.PositiveInfinity, Gives: true), new([1, 1, 1], 1, 1, Gives: false)];
        Assert.True(new DualAscent(strata, rows).Solve(out var amounts, CancellationToken.None));
        Assert.Equal(0.15, amounts[0], 1e-8);
        Assert.Equal(0.45, amounts[1], 1e-8);
        Assert.Equal(0.4, amounts[2], 1e-8);
    }

    [Fact]
    public void Solve_RowThatALaterRowLifts_IsNotHeldTighterThanNeeded()
    {
        // The first row alone would lift the first stratum; the second lifts it further, so the first is slack and must not pull the other stratum along.
        var strata = new PlanStrata([0.2, 0.2, 0.6], [0.2, 0.2, 0.6], [0, 0, 0], [1, 1, 1], [1, 1, 1]);
        PlanRow[] rows = [new([1, 1, 0], 0.5, double.PositiveInfinity, Gives: true), new([1, 0, 0], 0.6, double.PositiveInfinity, Gives: true)];
        Assert.True(new DualAscent(strata, rows).Solve(out var amounts, CancellationToken.None));
        Assert.Equal(0.6, amounts[0], 1e-8);
        Assert.Equal(0.2, amounts[1], 1e-8);
        Assert.Equal(0.6, amounts[2], 1e-8);
    }

    [Fact]
    public void Solve_CountOfRecords_IsNotMetByRepeatingTheSameOnes()
    {
        // Two strata of human text, ten records each; the first is small and may be seen ten times. 15 records need the second.
        var strata = new PlanStrata([0.5, 0, 0.5], [0.5, 1e-3, 0.5], [0, 0, 0], [0.5, 0.5, 1], [0.05, 0.5, 1]);
        PlanRow[] rows =
        [
            new([200 / 15.0, 20 / 15.0, 0], 1, double.PositiveInfinity, Gives: true, CountsOnce: true),
            new([1, 1, 1], 1, 1, Gives: false),
        ];
        Assert.True(new DualAscent(strata, rows).Solve(out var amounts, CancellationToken.None));
        Assert.Equal(0.25, amounts[1], 1e-6);
    }

    [Fact]
    public void Solve_Cancelled_Throws() => Assert.Throws<OperationCanceledException>(() =>
    {
        var problem = SolverCase.Draw(1, 0);
        new DualAscent(problem.Strata, problem.Rows).Solve(out _, new CancellationToken(canceled: true));
    });

    private static IEnumerable<double[]> Grid(SolverCase problem)
    {
        const int Steps = 80;
        var caps = problem.Strata.Caps;
        var last = caps.Length - 1;
        var free = caps.Length == 2 ? 1 : Steps + 1;
        for (var i = 0; i <= Steps; i++)
        {
            for (var j = 0; j < free; j++)
            {
                // With an exact budget the last stratum takes what is left.
                var point = caps.Length == 2 ? new[] { caps[0] * i / Steps, 0 } : [caps[0] * i / Steps, caps[1] * j / Steps, 0];
                point[last] = 1 - point.Sum();
                if (problem.Breach(point) <= 1e-9) yield return point;
            }
        }
    }
}
