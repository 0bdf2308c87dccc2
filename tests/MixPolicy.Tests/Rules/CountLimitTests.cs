using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Rules;

namespace MixPolicy.Tests.Rules;

public sealed class CountLimitTests
{
    private static readonly CountLimit AtMost = new(Codes.Repetition, "r.fail_above", new Place("p.yaml", 1, 1), Sense.AtMost, 16, 4, Soft: false, "times");

    [Theory]
    [InlineData(4, nameof(Outcome.Satisfied), 0)]
    [InlineData(5, nameof(Outcome.Warned), 1)]
    [InlineData(16, nameof(Outcome.Warned), 12)]
    [InlineData(17, nameof(Outcome.Violated), 1)]
    public void Judge_AtMost_IsExactAtBothLimits(int count, string outcome, int shortfall) => Check(AtMost, count, outcome, shortfall);

    [Theory]
    [InlineData(9, nameof(Outcome.Violated), 1)]
    [InlineData(10, nameof(Outcome.Satisfied), 0)]
    [InlineData(11, nameof(Outcome.Satisfied), 0)]
    public void Judge_AtLeast_IsExactAtTheLimit(int count, string outcome, int shortfall) =>
        Check(AtMost with { Sense = Sense.AtLeast, Limit = 10, WarnLimit = null }, count, outcome, shortfall);

    [Fact]
    public void Judge_WarningLimitOnly_NeverFails() => Check(AtMost with { Limit = null }, 1000, nameof(Outcome.Warned), 996);

    [Fact]
    public void Judge_Softened_WarnsInsteadOfFailing() => Check(AtMost with { Soft = true }, 17, nameof(Outcome.Warned), 1);

    [Theory]
    [InlineData(17, "seen; the policy allows at most 16; over by 1 times")]
    [InlineData(5, "seen; the policy warns above 4; over by 1 times")]
    [InlineData(4, "seen")]
    public void Message_SaysWhichLimitAndByHowMuch(int count, string message) => Assert.Equal(message, AtMost.Judge(count, "seen", []).Message);

    private static void Check(CountLimit limit, int count, string outcome, int shortfall)
    {
        var verdict = limit.Judge(count, "seen", ["mend it"]);
        Assert.Equal((outcome, shortfall), (verdict.Outcome.ToString(), verdict.Shortfall));
        Assert.Equal(outcome == nameof(Outcome.Satisfied), verdict.Remedies.Count == 0);
    }
}
