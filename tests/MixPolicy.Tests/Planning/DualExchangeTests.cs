using CsCheck;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Tests.Selection;

namespace MixPolicy.Tests.Planning;

public sealed class DualExchangeTests
{
    private static readonly Gen<int> Seeds = Gen.Int[0, int.MaxValue - 1];

    [Fact]
    public void Run_SmallProblem_FindsMultipliersExactlyWhenThereIsAMix()
    {
        var found = 0;
        for (var seed = 1000; seed < 1120; seed++)
        {
            var problem = SmallProblem.Draw(seed);
            var model = PlanModel.Of(problem, Ranges(problem), onlyAsked: false);
            var nearest = Enumeration.Nearest(model);
            var mix = Surely(model);
            Assert.True((nearest is null) == (mix is null), $"seed {seed}");
            if (mix is null) continue;
            found++;
            Assert.Null(Optimality.Fault(model, mix));
            Assert.Equal(nearest, mix.Amounts.Select(x => new Fraction(x, mix.Denominator)));
        }

        Assert.InRange(found, 30, 110);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void Run_NoGuess_ComesToTheMixThatIsProvedFromAGoodOne(double margin) => Seeds.Sample(
        seed =>
        {
            // Without a margin, the budget's rounding to whole units leaves one in a hundred without a mix.
            if (PolicyCase.Draw(seed, margin, minRecords: 5) is not { Problem: var problem })
            {
                Assert.True(margin == 0, $"seed {seed}: no mix");
                return;
            }

            var model = PlanModel.Of(problem, Ranges(problem), onlyAsked: false);
            var mix = Surely(model);
            Assert.True(mix is not null, $"seed {seed}: nothing found");
            Assert.Null(Optimality.Fault(model, mix));
            var other = SolvedMix.Of(model, CancellationToken.None).Exact!;
            for (var s = 0; s < model.Count; s++) Assert.Equal(mix.Amounts[s] * other.Denominator, other.Amounts[s] * mix.Denominator);
        },
        iter: 100, threads: 1);

    [Fact]
    public void Run_PoorGuess_ComesToTheMix() => Seeds.Sample(
        seed =>
        {
            var problem = PolicyCase.Draw(seed, margin: 1, minRecords: 5)!.Problem;
            var model = PlanModel.Of(problem, Ranges(problem), onlyAsked: false);
            var random = new Random(seed);
            var holds = Enumerable.Range(0, model.Count).Select(_ => (Hold)random.Next(5)).ToArray();
            var multipliers = model.Rows.Select(r => random.Next(3) > 0 ? 0 : r.Least is null ? -1.0 : r.Most is null ? 1 : random.Next(2) - 0.5).ToArray();
            var mix = new MixProof(model).Surely(multipliers, holds, CancellationToken.None);
            Assert.True(mix is not null, $"seed {seed}: nothing found");
            Assert.Null(Optimality.Fault(model, mix));
        },
        iter: 100, threads: 1);

    [Fact]
    public void Run_Contradiction_IsNull()
    {
        var model = new PlanModel(
            0, [50, 50], [50, 50], [0, 0], [100, 100], [100, 100],
            [
                new ModelRow([1, 0], 0, new Fraction(60, 1), null, false, null, Fraction.One),
                new ModelRow([0, 1], 0, new Fraction(60, 1), null, false, null, Fraction.One),
                ModelRow.OfBudget(100, 100, 2),
            ]);
        Assert.Null(Surely(model));
    }

    [Fact]
    public void Run_Cancelled_Throws() => Assert.Throws<OperationCanceledException>(() =>
    {
        var problem = PolicyCase.Draw(5, margin: 1, minRecords: 5)!.Problem;
        var model = PlanModel.Of(problem, Ranges(problem), onlyAsked: false);
        new MixProof(model).Surely(new double[model.Rows.Length], [.. model.Targets.Select(_ => Hold.Below)], new CancellationToken(canceled: true));
    });

    private static ExactMix? Surely(PlanModel model) =>
        new MixProof(model).Surely(new double[model.Rows.Length], [.. model.Targets.Select(_ => Hold.Below)], CancellationToken.None);

    private static AmountRange[] Ranges(PlanProblem problem) => [.. Enumerable.Range(0, problem.Strata.Count).Select(problem.Range)];
}
