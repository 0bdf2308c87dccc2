using System.Numerics;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Tests.Selection;

namespace MixPolicy.Tests.Planning;

public sealed class ModelRowTests
{
    private static readonly Place Place = new("policy.yaml", 1, 1);

    [Fact]
    public void Of_AnyLimitOfAmounts_HoldsWhereTheLimitHolds() => Gen.Int[0, int.MaxValue - 1].Sample(
        seed =>
        {
            var problem = PolicyCase.Draw(seed, margin: 2, minRecords: 5)!.Problem;
            var model = Model(problem);
            var random = new Random(seed);
            // Amounts that add up to the budget: where it is one number, rows are stated for that alone.
            var amounts = problem.Strata.Select(_ => (long)random.Next(1000)).ToArray();
            amounts[^1] += problem.Budget.Max!.Value - amounts.Sum();
            for (var r = 0; r < problem.Constraints.Count; r++)
            {
                if (problem.Constraints[r] is not { Amounts: { } coefficients } limit) continue;
                var value = coefficients.Select((c, s) => c * new Fraction(amounts[s], 1)).Aggregate(Fraction.Zero, (a, b) => a + b);
                var row = model.Rows[r];
                var grains = row.Coefficients.Select((c, s) => (c + row.Common) * ((BigInteger)amounts[s] << model.GrainBits)).Aggregate(BigInteger.Zero, (a, b) => a + b);
                Assert.Equal(
                    limit.Sense == Sense.AtLeast ? value >= limit.Bound : value <= limit.Bound,
                    (row.Least is not { } least || new Fraction(grains, 1) >= least) && (row.Most is not { } most || new Fraction(grains, 1) <= most));
            }
        },
        iter: 200);

    [Fact]
    public void Of_CountOfAllRecords_IsMetByAllOfThemAlone()
    {
        var problem = PolicyCase.Draw(3, minRecords: 20)!.Problem;
        var all = problem.Strata.Sum(s => s.Records);
        var count = new Constraint(
            Codes.HumanRecords, "rules.all", Place, "records", "others", Sense.AtLeast, null, [.. problem.Strata.Select(_ => Fraction.One)], new Fraction(all, 1));
        var row = ModelRow.Of(count, problem, 8, null);
        var full = problem.Strata.Select((s, i) => (BigInteger)row.Coefficients[i] * (s.Available << 8)).Aggregate(BigInteger.Zero, (a, b) => a + b);
        Assert.True(new Fraction(full, 1) >= row.Least);
        // A record less, at the mean size of its stratum, is one too few.
        var mean = problem.Strata[0].Available / problem.Strata[0].Records;
        Assert.True(new Fraction(full - ((BigInteger)row.Coefficients[0] * (mean << 8)), 1) < row.Least);
    }

    [Fact]
    public void Of_CountOfRecordsWithoutText_DoesNotOutgrowItsNumbers()
    {
        var drawn = PolicyCase.Draw(3, minRecords: 20)!.Problem;
        // A million records that are one unit together, beside a stratum that is as large as can be.
        var problem = drawn with
        {
            Strata = [.. drawn.Strata.Select((s, i) => i == 0 ? s with { Available = 1, Records = 1_000_000 } : i == 1 ? s with { Available = PlanProblem.Ceiling } : s)],
        };
        var count = new Constraint(
            Codes.HumanRecords, "rules.all", Place, "records", "others", Sense.AtLeast, null, [.. problem.Strata.Select(_ => Fraction.One)], new Fraction(1_000_001, 1));
        var row = ModelRow.Of(count, problem, 0, null);
        Assert.True(new Fraction(row.Coefficients[0], 1) < row.Least);
        Assert.True(new Fraction(row.Coefficients[0] + ((BigInteger)row.Coefficients[1] * (problem.Strata[1].Available / problem.Strata[1].Records * 2)), 1) >= row.Least);
        Assert.All(row.Coefficients, c => Assert.True(c > 0));
    }

    [Fact]
    public void Of_LimitWithManyDecimals_IsRoundedToTheHarderSide()
    {
        Assert.True(Fraction.TryParse("0.33333333333333333333333333333333333333333333333333333333333", out var limit));
        var problem = PolicyCase.Draw(5, minRecords: 5)!.Problem;
        Fraction[] amounts = [.. problem.Strata.Select((_, s) => (s == 0 ? Fraction.One : Fraction.Zero) - limit)];
        foreach (var sense in new[] { Sense.AtLeast, Sense.AtMost })
        {
            var row = ModelRow.Of(new Constraint(Codes.HumanFraction, "x", Place, "a", "b", sense, amounts, null, Fraction.Zero, limit), problem, 0, null);
            for (var s = 0; s < amounts.Length; s++)
            {
                var exact = amounts[s] * row.Scale;
                var rounded = new Fraction(row.Coefficients[s] + row.Common, 1);
                Assert.True(sense == Sense.AtLeast ? rounded <= exact : rounded >= exact);
                Assert.True(row.Coefficients[s] is > -(1L << 52) and < 1L << 52);
            }
        }
    }

    [Fact]
    public void Targets_InGrains_KeepTheirSum() => Gen.Int[0, int.MaxValue - 1].Sample(
        seed =>
        {
            var problem = PolicyCase.Draw(seed, minRecords: 5)!.Problem;
            var model = Model(problem);
            Assert.Equal((BigInteger)problem.Budget.Max!.Value << model.GrainBits, model.Targets.Aggregate(BigInteger.Zero, (sum, t) => sum + t));
            for (var s = 0; s < model.Count; s++)
            {
                var off = problem.Targets[s] * new Fraction(BigInteger.One << model.GrainBits, 1) - new Fraction(model.Targets[s], 1);
                Assert.True(off > -Fraction.One && off < Fraction.One);
            }
        },
        iter: 100);

    private static PlanModel Model(PlanProblem problem) =>
        PlanModel.Of(problem, [.. Enumerable.Range(0, problem.Strata.Count).Select(problem.Range)], onlyAsked: false);
}
