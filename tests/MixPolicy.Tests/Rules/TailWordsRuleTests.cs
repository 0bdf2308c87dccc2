using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class TailWordsRuleTests
{
    [Theory]
    [InlineData(90, nameof(Outcome.Satisfied), 0)]
    [InlineData(89, nameof(Outcome.Violated), 1)]
    public void Judge_Mass_IsRelativeToTheReference(int rare, string outcome, int shortfall)
    {
        // 10 % of the reference is rare.
        var verdict = Assert.Single(Judge("min_retention: 0.9", new WordSums(1000, rare, 1000, 10), new WordSums(0, 0, 0, 0)));
        Assert.Equal((outcome, shortfall, "MIX0325"), (verdict.Outcome.ToString(), verdict.Shortfall, verdict.Code));
    }

    [Theory]
    [InlineData(633, nameof(Outcome.Satisfied))]
    [InlineData(631, nameof(Outcome.Violated))]
    public void Judge_Presence_IsOfASameSizeResample(int types, string outcome)
    {
        // A thousand words in one record each: 632 of them would be in a resample of the reference's size.
        var verdict = Assert.Single(Judge("min_presence: 1", new WordSums(5000, 0, 5000, types), new WordSums(0, 0, 0, 0)));
        Assert.Equal((outcome, "MIX0326"), (verdict.Outcome.ToString(), verdict.Code));
    }

    [Theory]
    [InlineData(317, nameof(Outcome.Satisfied))]
    [InlineData(315, nameof(Outcome.Violated))]
    public void Judge_TextOutsideTheReference_IsRelativeToTheOtherHalf(int types, string outcome)
    {
        // One half holds half of what a resample would hold of the other's: so may other text.
        var verdicts = Judge("min_presence: 1", new WordSums(10_000, 0, 10_000, 1000), new WordSums(5000, 0, 5000, types));
        Assert.Equal(["Satisfied", outcome], verdicts.Select(v => v.Outcome.ToString()));
        Assert.Equal("text outside the reference", verdicts[1].Subject);
    }

    [Fact]
    public void Judge_TooLittleOutside_IsNotJudgedByItself() => Assert.Single(
        Judge("min_presence: 1", new WordSums(5100, 0, 5100, 1000), new WordSums(100, 0, 100, 0)));

    [Fact]
    public void Judge_NoReference_IsViolated() => Assert.All(
        Judge("min_presence: 0.9, min_retention: 0.9", new WordSums(10, 0, 10, 0), new WordSums(10, 0, 10, 0), Reference(0, 0)),
        v => Assert.Equal(Outcome.Violated, v.Outcome));

    [Fact]
    public void Judge_Soft_Warns() => Assert.Equal(
        Outcome.Warned, Assert.Single(Judge("min_retention: 0.9, severity: warn", new WordSums(1000, 1, 1000, 10), new WordSums(0, 0, 0, 0))).Outcome);

    [Theory]
    [InlineData("by: words", "rules.tail states no limit")]
    [InlineData("by: words, min_presence: 0.9, rare_below: 1", "is a count from 2")]
    [InlineData("by: words, min_presence: 0.9, rare_below: 2.5", "is a count from 2")]
    [InlineData("by: words, min_presence: 0.9, rare_below: 0", "is a count from 2")]
    [InlineData("by: words, min_presence: 0.9, sample: 0", "must be from 0.000244140625")]
    [InlineData("by: words, min_presence: 0.9, reference: humans", "Did you mean 'human'?")]
    [InlineData("by: words, min_presence: 0.9, warn_presence_below: 0.8", "must lie at or above min_presence")]
    [InlineData("by: words, min_presense: 0.9", "Did you mean 'min_presence'?")]
    public void Read_WhenWrong_SaysWhatIsAllowed(string rule, string expected) =>
        Assert.Contains(expected, Table.Refused($"tail: {{ {rule} }}"), StringComparison.Ordinal);

    [Fact]
    public void Read_CountAndShare_BothSayWhatIsRare()
    {
        Assert.Equal(5, Need("min_presence: 0.9").MaxCount(1_000_000));
        Assert.Equal(2, Need("min_presence: 0.9, rare_below: 3").MaxCount(1_000_000));
        Assert.Equal(9, Need("min_presence: 0.9, rare_below: 0.00001").MaxCount(1_000_000));
        Assert.Equal(1, Need("min_presence: 0.9, rare_below: 0.00001").MaxCount(10));
        Assert.Equal(WordsNeed.MostRareCount, Need("min_presence: 0.9, rare_below: 0.5").MaxCount(1_000_000));
    }

    private static WordsNeed Need(string rule) => Table.Of($"tail: {{ by: words, {rule} }}").Schema.Words!;

    /// <summary>A reference of 5,000 words, of which a tenth is rare; a thousand rare types, each in one record.</summary>
    private static WordReference Reference(long rare = 500, long types = 1000)
    {
        var group = WordGroups.Of(types == 0 ? new Dictionary<long, long>() : new Dictionary<long, long> { [1] = types });
        return new WordReference(5000, rare, group, new WordHalves(2500, 2500, group, types * 316 / 1000, group, types * 316 / 1000));
    }

    private static IReadOnlyList<Verdict> Judge(string rule, WordSums mix, WordSums outside, WordReference? reference = null)
    {
        var table = Table.Of($"tail: {{ by: words, {rule} }}");
        var evidence = table.Add(Origin.Human, 10).Evidence() with { Words = new WordEvidence(reference ?? Reference(), mix, outside) };
        return [.. table.Rule.Judge(evidence)];
    }
}
