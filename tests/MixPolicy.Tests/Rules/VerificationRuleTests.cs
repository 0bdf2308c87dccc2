using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class VerificationRuleTests
{
    private const string Measured = "measured: { verifier: judge-v2, right_kept: 180, right_total: 200, wrong_kept: 12, wrong_total: 220, wrong_fraction: 0.2 }";

    [Fact]
    public void Judge_EveryRecord_NeedsAnAcceptedVerifierAndTheScore()
    {
        var table = Table.Of("verification: { by: [ human, judge-v2 ], min_score: 0.7 }")
            .Add(Origin.Human, 1, records: 100)
            .Add(Origin.Synthetic, 1, records: 10, values: [("verified_by", "Judge-V2 "), ("score", "1")])
            .Add(Origin.Synthetic, 1, records: 11, values: [("verified_by", "regex, human"), ("score", "1")])
            .Add(Origin.Synthetic, 1, records: 1, values: [("verified_by", "judge-v1"), ("score", "1")])
            .Add(Origin.Mixed, 1, records: 2, values: [("verified_by", "human"), ("score", "0")])
            .Add(Origin.Unknown, 1, records: 4, values: [("verified_by", "human")])
            .Add(Origin.Algorithmic, 1, records: 8, values: [("verified_by", "human"), ("score", "")])
            .Add(Origin.Synthetic, 1, records: 16);
        var verdict = Assert.Single(table.Judge());
        Assert.Equal((Codes.Unverified, Outcome.Violated, 31), (verdict.Code, verdict.Outcome, (int)verdict.Part));
        Assert.EndsWith(
            ": verified by nobody (16), a score that is no number (8), no score (4), a score below 0.70 (2), verified by 'judge-v1', which is not accepted (1); "
            + "the policy allows at most 0; over by 31 records",
            verdict.Message, StringComparison.Ordinal);
        Assert.Equal([3, 4, 5, 6, 7], table.Ask().Bounds.Select(b => b.Stratum));
        Assert.Equal([null, "verified", "verified", "unverified", "unverified", "unverified", "unverified", "unverified"], table.Classes.Select(c => table.Rule.Facet(c, table.Schema)));
    }

    [Fact]
    public void Judge_OfKinds_LooksAtThoseOnly()
    {
        var table = Table.Of("verification: { of: [ generated, Edited ], by: [ human ] }")
            .Add(Origin.Synthetic, 1, records: 2) // no kind: generated
            .Add(Origin.Synthetic, 1, records: 4, values: ("kind", "edited"))
            .Add(Origin.Synthetic, 1, records: 8, values: ("kind", "rephrased"))
            .Add(Origin.Human, 1, records: 16, values: ("kind", "generated"));
        Assert.Equal(6, Assert.Single(table.Judge()).Part);
    }

    [Fact]
    public void Judge_ShareThatNeedNotBeVerified_IsALimitOnTheMix()
    {
        var table = Table.Of("verification: { by: [ human ], max_unverified_fraction: 0.10, warn_above: 0.05 }")
            .Add(Origin.Human, 92).Add(Origin.Synthetic, 8);
        Assert.Equal((Outcome.Warned, 3), (table.Judge()[0].Outcome, table.Judge()[0].Shortfall));
        table.Add(Origin.Synthetic, 8);
        Assert.Equal((Outcome.Violated, 6), (table.Judge()[0].Outcome, table.Judge()[0].Shortfall));
        Assert.Single(table.Ask().Constraints);
        Assert.Empty(table.Ask().Bounds);
    }

    [Theory]
    [InlineData(90, 30, nameof(Outcome.Satisfied), 0)]
    [InlineData(90, 31, nameof(Outcome.Violated), 1)]
    [InlineData(89, 30, nameof(Outcome.Violated), 1)]
    [InlineData(0, 0, nameof(Outcome.Satisfied), 0)]
    [InlineData(0, 1, nameof(Outcome.Violated), 1)]
    public void Judge_BestOfFour_WantsThreeTimesAsMuchHumanText(int human, int picked, string outcome, int over)
    {
        var table = Table.Of("verification: { best_of: 4 }").Add(Origin.HumanEdited, human).Add(Origin.Synthetic, picked);
        var verdict = Assert.Single(table.Judge());
        Assert.Equal((Codes.BestOf, outcome, over), (verdict.Code, verdict.Outcome.ToString(), (int)verdict.Shortfall));
    }

    [Fact]
    public void Ask_BestOf_IsWhatIsJudged()
    {
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 200], Gen.Int[0, 200], Gen.Int[2, 9]).Sample((human, picked, other, drafts) =>
        {
            var table = Table.Of($"verification: {{ of: [ generated ], best_of: {drafts} }}")
                .Add(Origin.Human, human).Add(Origin.Synthetic, picked).Add(Origin.Synthetic, other, values: ("kind", "rephrased"));
            var row = Assert.Single(table.Ask().Constraints);
            var value = row.Amounts!.Zip([human, picked, other]).Aggregate(Fraction.Zero, (sum, p) => sum + (p.First * new Fraction(p.Second, 1)));
            Assert.Equal((Sense.AtMost, value <= row.Bound), (row.Sense, table.Judge()[0].Outcome == Outcome.Satisfied));
        });
    }

    [Fact]
    public void Judge_GoodVerifier_Passes()
    {
        var table = Table.Of($"verification: {{ by: [ judge-v2 ], {Measured} }}").Add(Origin.Human, 1);
        Assert.Equal(
            [(Codes.Unverified, 0L, 1L), (Codes.KeepRates, 420, 1), (Codes.KeepRates, 200_000, 1_000_000), (Codes.WrongKept, 26_581, 1_000_000)],
            table.Judge().Select(v => (v.Code, (long)v.Part, (long)(v.Whole ?? 1))));
        Assert.All(table.Judge(), v => Assert.Equal(Outcome.Satisfied, v.Outcome));
        Assert.Contains("keeps at least 85.06 % of the right and at most 9.29 % of the wrong: it breaks down at 90.15 %", table.Judge()[2].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("right_kept: 90, right_total: 100, wrong_kept: 1, wrong_total: 99", Codes.KeepRates)] // 199 samples
    [InlineData("right_kept: 150, right_total: 200, wrong_kept: 100, wrong_total: 200, wrong_fraction: 0.5", Codes.KeepRates)] // p* 0.55
    [InlineData("right_kept: 150, right_total: 200, wrong_kept: 60, wrong_total: 200, wrong_fraction: 0.4", Codes.WrongKept)]
    [InlineData("right_kept: 0, right_total: 200, wrong_kept: 0, wrong_total: 200, wrong_fraction: 0", Codes.WrongKept)]
    public void Judge_BadVerifier_Fails(string counts, string code)
    {
        var table = Table.Of($"verification: {{ measured: [ {{ verifier: j, {counts} }} ] }}").Add(Origin.Human, 1);
        Assert.Contains(table.Judge(), v => v.Code == code && v.Outcome == Outcome.Violated);
    }

    [Fact]
    public void Judge_FractionWrong_IsTheSamplesOwnUpperBoundUnlessStated()
    {
        var table = Table.Of("verification: { measured: { verifier: j, right_kept: 200, right_total: 200, wrong_kept: 0, wrong_total: 20 } }").Add(Origin.Human, 1);
        Assert.Equal("0.1362", new Fraction(table.Judge()[1].Part, 1_000_000).ToDecimal());
    }

    [Theory]
    [InlineData("of: synthetic", "states no limit")]
    [InlineData("of: human, by: [ a ]", "must be one of synthetic")]
    [InlineData("of: [], by: [ a ]", "is an empty list")]
    [InlineData("by: []", "nobody could verify anything")]
    [InlineData("by: human", "must be a list")]
    [InlineData("by: [ a ], min_score: high", "must be a number such as 0.7")]
    [InlineData("best_of: 1", "it must be from 2")]
    [InlineData("best_of: 4, max_unverified_fraction: 0.1", "needs 'by' or 'min_score'")]
    [InlineData("by: [ a ], max_unverified_fraction: 0.1, warn_above: 0.2", "must lie at or below")]
    [InlineData("by: [ a ], max_wrong_kept: 0.1", "needs 'measured'")]
    [InlineData("measured: { verifier: j, right_kept: 3, right_total: 2, wrong_kept: 1, wrong_total: 2 }", "no more can be kept")]
    [InlineData("measured: { verifier: j, right_kept: 1, right_total: 2 }", "needs wrong_kept, wrong_total")]
    [InlineData("measured: { verifier: j, right_kept: 0, right_total: 0, wrong_kept: 1, wrong_total: 2 }", "it must be from 1")]
    [InlineData("by: [ judge-v3 ], " + Measured, "'by' does not accept")]
    [InlineData("measured: []", "is an empty list")]
    [InlineData("by: [ a ], min_scor: 3", "Did you mean 'min_score'?")]
    public void Read_WhatIsWrong_IsRefused(string keys, string said) => Assert.Contains(said, Table.Refused($"verification: {{ {keys} }}"), StringComparison.Ordinal);

    [Fact]
    public void Judge_Softened_WarnsThroughout()
    {
        var table = Table.Of("verification: { by: [ j ], best_of: 3, severity: warn, measured: { verifier: j, right_kept: 0, right_total: 1, wrong_kept: 1, wrong_total: 1 } }")
            .Add(Origin.Synthetic, 1);
        Assert.All(table.Judge(), v => Assert.Equal(Outcome.Warned, v.Outcome));
        Assert.Empty(table.Ask().Constraints);
        Assert.Empty(table.Ask().Bounds);
    }
}
