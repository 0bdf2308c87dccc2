using System.Numerics;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class EffectiveLimitTests
{
    /// <summary>However often texts are seen, from once to the most that the planner is asked to allow: the limit holds; with one time more some mix breaks it.</summary>
    [Fact]
    public void Most_AnyTimesUpToIt_KeepTheLimit() => Gen.Select(Gen.Int[1, 1000], Gen.Long[1, 500].Array[1, 12]).Sample((thousandths, texts) =>
    {
        var limit = Limit(new Fraction(thousandths, 1000));
        var most = limit.Most!.Value;
        var counts = texts.Select((t, i) => new TimesSeen((long)(1 + (most - 1) * i / Math.Max(1, texts.Length - 1)), t, 1)).ToList();
        Assert.Equal(Outcome.Satisfied, limit.Judge(counts).Outcome);
        var next = (long)most + 1;
        if (next < 1_000_000) Assert.Equal(Outcome.Violated, limit.Judge([new(1, next, 1), new(next, 1, 1)]).Outcome);
    });

    [Theory]
    [InlineData("0.5", 5)]
    [InlineData("0.8", 2)]
    [InlineData("0.9", 1)]
    [InlineData("1", 1)]
    public void Most_OfALimit_IsTheLargestThatAlwaysHolds(string limit, int most) => Assert.Equal(most, Limit(Parse(limit)).Most);

    [Fact]
    public void Most_WhereNothingMustHold_IsNull()
    {
        Assert.Null(Limit(Fraction.Zero).Most);
        Assert.Null((Limit(Fraction.One) with { Soft = true }).Most);
        Assert.Null((Limit(Fraction.One) with { Limit = null }).Most);
    }

    [Theory]
    [InlineData("0.7353", nameof(Outcome.Violated))]
    [InlineData("0.7352", nameof(Outcome.Satisfied))]
    public void Judge_HalfSeenFourTimes_IsExact(string limit, string outcome)
    {
        var verdict = Limit(Parse(limit)).Judge([new(1, 3, 3), new(4, 3, 12)]);
        Assert.Equal((outcome, new BigInteger(225), new BigInteger(306), "texts"), (verdict.Outcome.ToString(), verdict.Part, verdict.Whole!.Value, verdict.Unit));
    }

    [Theory]
    [InlineData("min_effective_fraction: 0.5, warn_effective_below: 0.8", nameof(Outcome.Warned))]
    [InlineData("warn_effective_below: 0.8", nameof(Outcome.Warned))]
    [InlineData("min_effective_fraction: 0.8, severity: warn", nameof(Outcome.Warned))]
    [InlineData("min_effective_fraction: 0.8", nameof(Outcome.Violated))]
    public void Judge_Rule_WarnsAndFails(string rule, string outcome)
    {
        var verdict = Assert.Single(Table.Of($"repetition: {{ {rule} }}").Add(Origin.Human, 100).Judge(new(1, 3, 3), new(4, 3, 12)));
        Assert.Equal(outcome, verdict.Outcome.ToString());
        Assert.Equal(1, verdict.Shortfall); // 6 texts are worth 4.4; 4.8 are asked for
        Assert.Contains("the 6 texts of the mix are worth 4 that are seen equally often", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WarnBelowTheLimit_IsInconsistent() =>
        Assert.Contains("MIX0113", Table.Refused("repetition: { min_effective_fraction: 0.8, warn_effective_below: 0.5 }"), StringComparison.Ordinal);

    private static EffectiveLimit Limit(Fraction limit) => new("rules.repetition.min_effective_fraction", new Place("p.yaml"), limit, null, Soft: false);

    private static Fraction Parse(string text) => Fraction.TryParse(text, out var value) ? value : throw new FormatException(text);
}
