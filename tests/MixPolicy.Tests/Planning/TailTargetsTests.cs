using System.Numerics;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Rules;

namespace MixPolicy.Tests.Planning;

public sealed class TailTargetsTests
{
    [Fact]
    public void Divide_Factor_DrawsTheTailSoManyTimesAsOften()
    {
        var wanted = Divide(UpsampleMethod.Factor, factor: new Fraction(3, 1), budget: 100, sizes: [10, 20], others: [70]);
        Assert.Equal(["18.7500", "37.5000"], wanted.Select(w => w.ToString())); // 30/160, 60/160: seen three times as often as the 70
    }

    [Fact]
    public void Divide_Unimax_GivesEqualSharesUnderTheCap()
    {
        var wanted = Divide(UpsampleMethod.Unimax, most: 2, budget: 300, sizes: [10, 80], others: [200, 1000]);
        Assert.Equal(["20.0000", "93.3333"], wanted.Select(w => w.ToString())); // twice its size; then (300 - 20) / 3
    }

    [Fact]
    public void Divide_Temperature_IsTheRootOfTheSize()
    {
        var wanted = Divide(UpsampleMethod.Temperature, temperature: new Fraction(2, 1), most: 100, budget: 1300, sizes: [100, 400], others: [10_000]);
        Assert.Equal(["100.0000", "200.0000"], wanted.Select(w => w.ToDecimal(4))); // 10 : 20 : 100
    }

    [Fact]
    public void Divide_AnyMethod_NeverTakesFromTheTailNorOverfillsIt()
    {
        var sizes = Gen.Long[1, 1_000_000_000].List[1, 8];
        Gen.Select(Gen.Int[0, 2], sizes, sizes, Gen.Int[1, 16], Gen.Int[100, 333], Gen.Long[1, 2_000_000_000]).Sample((method, rare, others, most, hundredths, budget) =>
        {
            rare.Sort();
            var whole = new Fraction(rare.Sum() + others.Sum(), 1);
            var wanted = Divide((UpsampleMethod)method, new Fraction(most, 1), new Fraction(hundredths, 100), most, budget, [.. rare], [.. others]);
            var sum = wanted.Aggregate(Fraction.Zero, (a, b) => a + b);
            Assert.True(sum < new Fraction(budget, 1));
            for (var i = 0; i < rare.Count; i++)
            {
                var plain = new Fraction(budget, 1) * new Fraction(rare[i], 1) * new Fraction(whole.Denominator, whole.Numerator);
                Assert.True(wanted[i] >= plain);
                Assert.True(wanted[i] <= new Fraction(most * (BigInteger)rare[i], 1) || wanted[i] == plain);
            }
        });
    }

    private static Fraction[] Divide(
        UpsampleMethod method, Fraction? factor = null, Fraction? temperature = null, int most = 4, long budget = 0, long[]? sizes = null, long[]? others = null)
    {
        var upsample = new TailUpsample("u", method, factor ?? Fraction.One, temperature ?? Fraction.One, new Fraction(most, 1), new Place("p"), Soft: false);
        var whole = sizes!.Sum() + others!.Sum();
        return TailTargets.Divide(
            upsample, [.. sizes!.Select((s, i) => new TailTargets.Rare($"g{i}", s, new Fraction((BigInteger)budget * s, whole)))],
            [.. others!.Select(o => (BigInteger)o)], new Fraction(budget, 1));
    }
}
