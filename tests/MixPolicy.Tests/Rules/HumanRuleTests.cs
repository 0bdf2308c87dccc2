using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class HumanRuleTests
{
    [Theory]
    [InlineData(nameof(Origin.Human), nameof(Outcome.Satisfied))]
    [InlineData(nameof(Origin.HumanEdited), nameof(Outcome.Satisfied))]
    [InlineData(nameof(Origin.Mixed), nameof(Outcome.Violated))]
    [InlineData(nameof(Origin.Synthetic), nameof(Outcome.Violated))]
    [InlineData(nameof(Origin.Algorithmic), nameof(Outcome.Violated))]
    [InlineData(nameof(Origin.Unknown), nameof(Outcome.Violated))]
    public void Judge_Origin_IsHumanOrNot(string origin, string outcome) =>
        Assert.Equal(outcome, Assert.Single(Table.Of("human: { min_fraction: 1 }").Add(Enum.Parse<Origin>(origin), 10).Judge()).Outcome.ToString());

    [Theory]
    [InlineData(1023, nameof(Outcome.Violated), 1)]
    [InlineData(1024, nameof(Outcome.Satisfied), 0)]
    public void Judge_MinRecords_CountsDistinctRecords(int records, string outcome, int shortfall)
    {
        var verdict = Assert.Single(Table.Of("human: { min_records: 1024 }").Add(Origin.Human, 999_999, records, most: 16).Add(Origin.Unknown, 5, 5000).Judge());
        Assert.Equal((outcome, shortfall), (verdict.Outcome.ToString(), verdict.Shortfall));
    }

    [Fact]
    public void Ask_WantsShareAndCount()
    {
        var ask = Table.Of("human: { min_fraction: 0.5, min_records: 7 }").Add(Origin.Human, 1).Add(Origin.Mixed, 1).Ask();
        Assert.Equal(2, ask.Constraints.Count);
        Assert.Equal(["1.0000", "0.0000"], ask.Constraints[1].Records!.Select(r => r.ToString()));
        Assert.Equal("7.0000", ask.Constraints[1].Bound.ToString());
    }
}
