using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class FreshHumanRuleTests
{
    private const string Rule = "fresh_human: { min_fraction: 0.3, warn_below: 0.4, within: 180d }";

    [Theory]
    [InlineData(299, nameof(Outcome.Violated))]
    [InlineData(300, nameof(Outcome.Warned))]
    [InlineData(400, nameof(Outcome.Satisfied))]
    public void Judge_CountsFreshRecordsOnly(int fresh, string outcome)
    {
        var verdict = Assert.Single(Table.Of(Rule)
            .Add(Origin.Human, fresh, fresh: true).Add(Origin.Human, 500 - fresh, fresh: false).Add(Origin.Synthetic, 500, fresh: false).Judge());
        Assert.Equal(outcome, verdict.Outcome.ToString());
        Assert.Contains("human text collected from 2026-05-05 to 2026-11-01", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Facet_DividesHumanTextOnly()
    {
        var table = Table.Of(Rule).Add(Origin.Human, 1, fresh: true).Add(Origin.HumanEdited, 1, fresh: false).Add(Origin.Unknown, 1, fresh: false);
        Assert.Equal(["fresh", "not-fresh", null], table.Classes.Select(c => table.Rule.Facet(c, table.Schema)));
    }

    [Fact]
    public void Ask_WantsTheFailingLimitOfFreshStrata()
    {
        var ask = Table.Of(Rule).Add(Origin.Human, 1, fresh: true).Add(Origin.Human, 1, fresh: false).Ask();
        var row = Assert.Single(ask.Constraints);
        Assert.Equal(["0.7000", "-0.3000"], row.Amounts!.Select(a => a.ToString()));
    }

    [Fact]
    public void Ask_SoftenedOrWarningOnly_AsksForNothing()
    {
        Assert.Empty(Table.Of("fresh_human: { min_fraction: 0.3, within: 1d, severity: warn }").Add(Origin.Human, 1, fresh: true).Ask().Constraints);
        Assert.Empty(Table.Of("fresh_human: { warn_below: 0.3, within: 1d }").Add(Origin.Human, 1, fresh: true).Ask().Constraints);
    }
}
