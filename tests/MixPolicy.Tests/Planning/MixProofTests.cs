using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Tests.Selection;

namespace MixPolicy.Tests.Planning;

public sealed class MixProofTests
{
    private static readonly Gen<int> Seeds = Gen.Int[0, int.MaxValue - 1];

    [Theory]
    [InlineData(3, 12)]
    [InlineData(1, 40)]
    [InlineData(0, 12)]
    public void Of_RandomPolicies_IsProvedAndOptimal(double margin, int maxStrata) => Seeds.Sample(
        seed =>
        {
            // Without a margin, the budget's rounding to whole units leaves one in a hundred without a mix.
            if (PolicyCase.Draw(seed, margin, maxStrata, minRecords: 5) is not { } policy)
            {
                Assert.True(margin == 0, $"seed {seed}: no mix");
                return;
            }

            var solved = Solve(policy.Problem);
            Assert.True(solved.Exact is not null, $"seed {seed}: not proved");
            Assert.Null(Optimality.Fault(solved.Model, solved.Exact));
        },
        iter: 150, threads: 1);

    [Fact]
    public void Of_ManyStrata_IsProvedAndOptimal()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var solved = Solve(PolicyCase.Draw(seed, margin: 1, maxStrata: 400, minRecords: 3)!.Problem);
            Assert.NotNull(solved.Exact);
            Assert.Null(Optimality.Fault(solved.Model, solved.Exact));
        }
    }

    [Fact]
    public void Of_SmallProblem_IsTheNearestOfAllCandidates()
    {
        var (found, bound) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var problem = SmallProblem.Draw(seed);
            var model = PlanModel.Of(problem, Ranges(problem), onlyAsked: false);
            var nearest = Enumeration.Nearest(model);
            var solved = SolvedMix.Of(model, CancellationToken.None);
            Assert.True(solved.Found == (nearest is not null), $"seed {seed}: a mix {(nearest is null ? "was found that is none" : "is there and was not found")}");
            if (nearest is null) continue;
            found++;
            for (var s = 0; s < nearest.Length; s++) Assert.Equal(nearest[s].ToDouble() / model.Size, solved.Nearest[s], 1e-6);
            Assert.True(solved.Exact is not null, $"seed {seed}: not proved");
            Assert.Equal(nearest, solved.Exact.Amounts.Select(x => new Fraction(x, solved.Exact.Denominator)));
            if (solved.Exact.Multipliers.SkipLast(1).Any(m => !m.IsZero)) bound++;
        }

        Assert.InRange(found, 60, 180); // so many have a mix, and so many have none
        Assert.InRange(bound, 20, 180);
    }

    [Fact]
    public void Plan_AnyOrderOfStrataAndRows_IsTheSameToTheUnit() => Seeds.Sample(
        seed =>
        {
            var problem = PolicyCase.Draw(seed, margin: 1 + (seed % 3), minRecords: 5)!.Problem;
            var random = new Random(seed);
            var strata = Enumerable.Range(0, problem.Strata.Count).ToArray();
            var rows = problem.Constraints.ToArray();
            random.Shuffle(strata);
            random.Shuffle(rows);
            var plan = MixPlanner.Plan(problem, new DiagnosticBag(), CancellationToken.None);
            var other = MixPlanner.Plan(Permuted(problem, strata, rows), new DiagnosticBag(), CancellationToken.None);
            Assert.True(plan.IsProved && other.IsProved);
            Assert.Equal(strata.Select(s => plan.Asked[s]), other.Asked);
        },
        iter: 100, threads: 1);

    [Fact]
    public void Run_PoorGuess_IsMendedOrRefused() => Seeds.Sample(
        seed =>
        {
            var problem = PolicyCase.Draw(seed, margin: 2, minRecords: 5)!.Problem;
            var model = PlanModel.Of(problem, Ranges(problem), onlyAsked: false);
            var random = new Random(seed);
            var holds = Enumerable.Range(0, model.Count).Select(_ => (Hold)random.Next(5)).ToArray();
            var multipliers = model.Rows.Select(_ => random.Next(3) == 0 ? random.NextDouble() - 0.5 : 0).ToArray();
            if (new MixProof(model).Run(multipliers, holds, CancellationToken.None) is { } mix) Assert.Null(Optimality.Fault(model, mix));
        },
        iter: 100, threads: 1);

    private static SolvedMix Solve(PlanProblem problem) => SolvedMix.Of(PlanModel.Of(problem, Ranges(problem), onlyAsked: false), CancellationToken.None);

    private static AmountRange[] Ranges(PlanProblem problem) => [.. Enumerable.Range(0, problem.Strata.Count).Select(problem.Range)];

    private static PlanProblem Permuted(PlanProblem problem, int[] strata, Constraint[] rows)
    {
        return problem with
        {
            Strata = Order(problem.Strata),
            Targets = Order(problem.Targets),
            Caps = Order(problem.Caps),
            CapBounds = Order(problem.CapBounds),
            Floors = Order(problem.Floors!),
            Constraints = [.. rows.Select(r => r with { Amounts = r.Amounts is { } a ? Order(a) : null, Records = r.Records is { } c ? Order(c) : null })],
        };

        T[] Order<T>(IReadOnlyList<T> values) => [.. strata.Select(s => values[s])];
    }
}
