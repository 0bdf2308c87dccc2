using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class RepetitionRuleTests
{
    [Theory]
    [InlineData(4, nameof(Outcome.Satisfied), null)]
    [InlineData(5, nameof(Outcome.Warned), "raise rules.repetition.warn_above")]
    [InlineData(17, nameof(Outcome.Violated), "raise rules.repetition.fail_above")]
    public void Judge_Times_IsOfTheMostRepeatedText(int times, string outcome, string? remedy)
    {
        var verdict = Assert.Single(Table.Of("repetition: { warn_above: 4, fail_above: 16 }").Add(Origin.Human, 100).Judge(new(1, 9, 50), new(times, 1, 50)));
        Assert.Equal(outcome, verdict.Outcome.ToString());
        Assert.Equal(remedy, verdict.Remedies is [.., var last] ? last : null);
        if (outcome != nameof(Outcome.Satisfied)) Assert.Contains("(1 texts are seen more than", verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, nameof(Outcome.Satisfied))]
    [InlineData(11, nameof(Outcome.Violated))]
    public void Judge_MassAboveFour_IsAShareOfTheMix(int above, string outcome) => Assert.Equal(
        outcome,
        Assert.Single(Table.Of("repetition: { max_fraction_above_4: 0.1 }").Add(Origin.Human, 100).Judge(new(4, 1, 100 - above), new(5, 1, above))).Outcome.ToString());

    [Fact]
    public void Ask_CapsEveryStratum()
    {
        var ask = Table.Of("repetition: { fail_above: 16, max_fraction_above_4: 0.1 }").Add(Origin.Human, 1).Add(Origin.Unknown, 1).Ask();
        Assert.Equal(["16.0000", "16.0000", "4.0000", "4.0000"], ask.Bounds.Select(b => b.MaxFactor.ToString()));
    }
}
