using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

/// <summary>The pool is what the mix holds: its human rows are the reference.</summary>
public sealed class TailGroupsRuleTests
{
    private const string Rule = "tail: { by: language, rare_below: 0.02, min_retention: 0.90, warn_retention_below: 0.95, min_presence: 0.95 }";

    [Theory]
    [InlineData(0, nameof(Outcome.Satisfied), 0)]
    [InlineData(40, nameof(Outcome.Satisfied), 0)]
    [InlineData(60, nameof(Outcome.Warned), 1)]
    [InlineData(120, nameof(Outcome.Violated), 1)]
    public void Judge_TextThatLacksTheTail_LowersItsShare(int synthetic, string outcome, int shortfall)
    {
        var table = Table.Of(Rule)
            .Add(Origin.Human, 990, records: 990, values: ("language", "en")).Add(Origin.Human, 10, records: 10, values: ("language", "is"))
            .Add(Origin.Synthetic, synthetic + 0L, records: synthetic, values: ("language", "en"));
        var verdict = Judge(table)[0];
        Assert.Equal((Codes.TailMass, outcome, shortfall, "is"), (verdict.Code, verdict.Outcome.ToString(), (int)verdict.Shortfall, verdict.Subject));
    }

    [Fact]
    public void Judge_ManyGroups_ShowsTheWorstAndNamesTheOthers()
    {
        var table = Table.Of(Rule).Add(Origin.Human, 960, values: ("language", "en")).Add(Origin.Synthetic, 1000, values: ("language", "cs"));
        foreach (var group in new[] { "is", "mt", "cs", "fo" }) table.Add(Origin.Human, 10, values: ("language", group));
        var verdict = Judge(table)[0];
        Assert.Equal("fo", verdict.Subject); // of those that are equally bad the first by name; cs has grown
        Assert.Contains("(3 groups are below: fo, is, mt)", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_WhatNobodyLabelled_IsNoGroup()
    {
        var table = Table.Of(Rule).Add(Origin.Human, 990, values: ("language", "en")).Add(Origin.Human, 10).Add(Origin.Synthetic, 1000, values: ("language", "en"));
        Assert.All(Judge(table), v => Assert.Equal((Outcome.Satisfied, null), (v.Outcome, v.Subject)));
        Assert.Contains("no group of language is rare in the human text", Judge(table)[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_FarEndOfAScore_IsOneGroup()
    {
        var table = Table.Of("tail: { by: score, at_least: 0.9, min_retention: 0.9 }")
            .Add(Origin.Human, 60, values: ("score", "1")).Add(Origin.Human, 40, values: ("score", "0")).Add(Origin.Synthetic, 100, values: ("score", "0"));
        var verdict = Assert.Single(Judge(table));
        Assert.Equal(("score >= 0.90", Outcome.Violated, 48), (verdict.Subject, verdict.Outcome, (int)verdict.Shortfall)); // 60 of 200 where 108 are needed
    }

    [Fact]
    public void Judge_ReferenceOfSources_IsTheirText()
    {
        var table = Table.Of("tail: { by: language, rare_below: 0.2, min_retention: 0.9, reference: [ books ] }")
            .Add(Origin.Human, 90, source: "books", values: ("language", "en")).Add(Origin.Synthetic, 10, source: "books", values: ("language", "is"))
            .Add(Origin.Human, 100, source: "web", values: ("language", "en"));
        Assert.Equal(("is", Outcome.Violated), (Judge(table)[0].Subject, Judge(table)[0].Outcome));
    }

    [Fact]
    public void Judge_NoHumanText_CannotBeJudged()
    {
        var table = Table.Of(Rule).Add(Origin.Synthetic, 10, values: ("language", "en"));
        Assert.Empty(Judge(table));
        Assert.True(table.Rule.CannotJudge(table.Evidence())!.IsHard);
    }

    [Fact]
    public void Judge_Upsampled_IsBoundedByItsBlock()
    {
        var table = Table.Of("tail: { by: language, rare_below: 0.2, upsample: { method: factor, factor: 3, max_repetition_factor: 2 } }")
            .Add(Origin.Human, 90, values: ("language", "en"))
            .Add(Origin.Human, 21, once: 10, most: 3, values: ("language", "is"))
            .Add(Origin.Synthetic, 90, once: 10, most: 9, values: ("language", "is")); // not human: not upsampled by this block
        var verdict = Assert.Single(Judge(table));
        Assert.Equal((Codes.TailRepetition, Outcome.Violated, 1), (verdict.Code, verdict.Outcome, (int)verdict.Shortfall));
    }

    [Theory]
    [InlineData(1000, "0.947980")]
    [InlineData(100, "0.835500")]
    [InlineData(10, "0.479805")]
    [InlineData(2, "0.000000")]
    public void Baseline_OfEqualRecords_IsTheBoundOfTheirNumber(int records, string baseline) =>
        Assert.Equal(baseline, new Fraction(TailGroup.Of("g", new RecordSums(records, records * 7, records * 49), isRare: true).Baseline, TailGroup.Parts).ToDecimal(6));

    [Fact]
    public void Baseline_OfOneLargeRecordAmongSmall_IsLow() =>
        Assert.True(TailGroup.Of("g", RecordSums.Of(1000) + new RecordSums(1000, 1000, 1000), isRare: true).Baseline < TailGroup.Parts / 5);

    [Theory]
    [InlineData("rare_below: 0.1, min_presence: 1", "needs 'by'")]
    [InlineData("by: language, min_presence: 1", "needs 'rare_below'")]
    [InlineData("by: language, rare_below: 0.1", "states no limit")]
    [InlineData("by: text, rare_below: 0.1, min_presence: 1", "tells nearly every record apart")]
    [InlineData("by: score, at_least: high, min_presence: 1", "must be a number such as 0.9")]
    [InlineData("by: score, at_least: 0.9, below: 0.1, min_presence: 1", "has both at_least")]
    [InlineData("by: origin, at_least: 0.9, min_presence: 1", "is no number")]
    [InlineData("by: language, rare_below: 2, min_presence: 1", "above 1")]
    [InlineData("by: language, rare_below: 0.1, min_presence: 0.9, warn_presence_below: 0.8", "must lie at or above")]
    [InlineData("by: language, rare_below: 0.1, min_presence: 1, reference: synthetic", "must be one of human")]
    [InlineData("by: language, rare_below: 0.1, min_presence: 1, reference: []", "is an empty list")]
    [InlineData("by: language, rare_below: 0.1, min_presence: 1, reference: [ bokks ]", "Did you mean 'books'?")]
    [InlineData("by: language, rare_below: 0.1, upsample: {}", "needs 'method'")]
    [InlineData("by: language, rare_below: 0.1, upsample: { method: unimaxx }", "Did you mean 'unimax'?")]
    [InlineData("by: language, rare_below: 0.1, upsample: { method: factor }", "needs 'factor'")]
    [InlineData("by: language, rare_below: 0.1, upsample: { method: unimax, factor: 3 }", "is for method: factor")]
    [InlineData("by: language, rare_below: 0.1, upsample: { method: temperature, temperature: 5 }", "must be from 1 to 3.33")]
    [InlineData("by: language, rare_below: 0.1, upsample: { method: unimax, max_repetition_factor: 0.5 }", "it must be from 1")]
    public void Read_WhatIsWrong_IsRefused(string keys, string said) => Assert.Contains(said, Table.Refused($"tail: {{ {keys} }}"), StringComparison.Ordinal);

    private static IReadOnlyList<Verdict> Judge(Table table)
    {
        var (rule, evidence) = ((TailGroupsRule)table.Rule, table.Evidence());
        var sums = evidence.Classes.Where(c => rule.Need.IsReference(c.Class)).GroupBy(c => rule.Need.Column.Of(c.Class, table.Schema)).ToDictionary(
            g => g.Key, g => g.Aggregate(default(RecordSums), (sum, c) => sum + new RecordSums(c.Records, (Int128)c.OnceAmount, (Int128)c.Squares)));
        return [.. rule.Against(rule.Need.Of(sums), table.Schema, rule.Upsample).Judge(evidence)];
    }
}
