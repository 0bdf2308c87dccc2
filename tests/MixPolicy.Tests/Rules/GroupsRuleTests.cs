using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class GroupsRuleTests
{
    private const string Rule =
        "groups: [ { by: domain, min_fraction: { code: 0.05, law: 0.02 }, warn_below: { code: 0.10 }, max_fraction: { web: 0.80, (none): 0.10 }, warn_above: { web: 0.70 } } ]";

    [Fact]
    public void Judge_EachLimit_IsOneVerdict()
    {
        var table = Table.Of(Rule)
            .Add(Origin.Human, 60, values: ("domain", "web")).Add(Origin.Synthetic, 15, values: ("domain", "web"))
            .Add(Origin.Human, 4, values: ("domain", "code")).Add(Origin.Human, 5, values: ("domain", "law")).Add(Origin.Human, 16);
        Assert.Equal(
            [("code", Codes.GroupFloor, 4, Outcome.Violated, 1), ("law", Codes.GroupFloor, 5, Outcome.Satisfied, 0), ("web", Codes.GroupCap, 75, Outcome.Warned, 5), ("(none)", Codes.GroupCap, 16, Outcome.Violated, 6)],
            table.Judge().Select(v => (v.Subject, v.Code, (int)v.Part, v.Outcome, (int)v.Shortfall)));
    }

    [Fact]
    public void Facet_IsTheGroup_OnlyWhereALimitNamesIt()
    {
        var table = Table.Of(Rule)
            .Add(Origin.Human, 1, values: ("domain", "web")).Add(Origin.Human, 1, values: ("domain", "art")).Add(Origin.Human, 1, values: ("domain", "law")).Add(Origin.Human, 1);
        Assert.Equal(["domain=web", null, "domain=law", "domain=(none)"], table.Classes.Select(c => table.Rule.Facet(c, table.Schema)));
    }

    [Fact]
    public void Judge_FloorOfAGroupThatIsNotThere_NamesThoseThatAre()
    {
        var table = Table.Of("groups: [ { by: domain, min_fraction: { cod: 0.05 } } ]")
            .Add(Origin.Human, 10, values: ("domain", "code")).Add(Origin.Human, 90, values: ("domain", "web"));
        var verdict = Assert.Single(table.Judge());
        Assert.Equal((Codes.GroupMissing, Outcome.Violated), (verdict.Code, verdict.Outcome));
        Assert.Contains("there are: web, code. Did you mean 'code'?", verdict.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max_fraction: { web: 0.5 }", nameof(Outcome.Violated))]
    [InlineData("max_fraction: { web: 0.5 }, severity: warn", nameof(Outcome.Warned))]
    [InlineData("warn_above: { web: 0.5 }", nameof(Outcome.Warned))]
    [InlineData("min_fraction: { web: 0.5 }", nameof(Outcome.Violated))]
    [InlineData("max_fraction: { (none): 1 }", nameof(Outcome.Satisfied))]
    public void Judge_AttributeThatNoRecordHas_DoesNotPass(string limits, string outcome)
    {
        var table = Table.Of($"groups: [ {{ by: domian, {limits} }} ]").Add(Origin.Human, 10);
        Assert.Equal(outcome, Assert.Single(table.Judge()).Outcome.ToString());
    }

    [Fact]
    public void Judge_SourceAndOrigin_AreGroupsToo()
    {
        var table = new[] { "source", "origin" }.Select(by => Table.Of($"groups: [ {{ by: {by}, min_fraction: {{ books: 0.2, human_edited: 0.2 }} }} ]")
            .Add(Origin.HumanEdited, 10, source: "web").Add(Origin.Human, 30, source: "books")).ToArray();
        Assert.Equal([Outcome.Satisfied, Outcome.Violated], table[0].Judge().Select(v => v.Outcome));
        Assert.Equal([Outcome.Violated, Outcome.Satisfied], table[1].Judge().Select(v => v.Outcome));
    }

    [Fact]
    public void Read_SeveralEntries_AreARuleEach()
    {
        var policy = Table.Of("groups: [ { by: domain, min_fraction: { a: 0.1 } }, { by: language, max_fraction: { en: 0.9 } } ]").Policy;
        Assert.Equal(["domain", "language"], policy.Rules.Select(r => Assert.Single(r.Attributes).Attribute));
        Assert.True(policy.Rules[0].Place.Column < policy.Rules[1].Place.Column);
    }

    [Theory]
    [InlineData("groups: []", "is an empty list")]
    [InlineData("groups: { by: domain }", "a list of mappings")]
    [InlineData("groups: [ { min_fraction: { a: 0.1 } } ]", "needs 'by'")]
    [InlineData("groups: [ { by: domain } ]", "states no limit")]
    [InlineData("groups: [ { by: domain, min_fraction: {} } ]", "states no limit")]
    [InlineData("groups: [ { by: text, min_fraction: { a: 0.1 } } ]", "tells nearly every record apart")]
    [InlineData("groups: [ { by: stratum, min_fraction: { a: 0.1 } } ]", "cannot be an attribute")]
    [InlineData("groups: [ { by: domain, min_fraction: { a: 0.6, b: 0.5 } } ]", "add up to 1.1000")]
    [InlineData("groups: [ { by: domain, min_fraction: { a: 0.6 }, max_fraction: { a: 0.5 } } ]", "no mix can meet both")]
    [InlineData("groups: [ { by: domain, min_fraction: { a: 0.6 }, warn_below: { a: 0.5 } } ]", "must lie at or above min_fraction")]
    [InlineData("groups: [ { by: domain, max_fraction: { a: 0.6 }, warn_above: { a: 0.7 } } ]", "must lie at or below max_fraction")]
    [InlineData("groups: [ { by: domain, min_fraction: { a: 5 } } ]", "'rules.groups[0].min_fraction.a' is 5, above 1")]
    [InlineData("groups: [ { by: domain, min_fracton: { a: 0.5 }, max_fraction: { a: 0.5 } } ]", "Did you mean 'min_fraction'?")]
    public void Read_WhatIsWrong_IsRefused(string rule, string said) => Assert.Contains(said, Table.Refused(rule), StringComparison.Ordinal);

    [Fact]
    public void Ask_IsWhatIsJudged()
    {
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[1, 100], Gen.Int[0, 100], Gen.Int[0, 100]).Sample((code, web, rest, floor, cap) =>
        {
            var table = Table.Of($"groups: [ {{ by: domain, min_fraction: {{ code: {floor / 100m} }}, max_fraction: {{ web: {cap / 100m} }} }} ]")
                .Add(Origin.Human, code, values: ("domain", "code")).Add(Origin.Human, web, values: ("domain", "web")).Add(Origin.Human, rest, values: ("domain", "x"));
            long[] amounts = [code, web, rest];
            var holds = table.Ask().Constraints.Select(c =>
            {
                var value = c.Amounts!.Select((a, i) => a * new MixPolicy.Policies.Fraction(amounts[i], 1)).Aggregate((a, b) => a + b);
                return c.Sense == MixPolicy.Planning.Sense.AtLeast ? value >= c.Bound : value <= c.Bound;
            });
            Assert.Equal(holds, table.Judge().Select(v => v.Outcome == Outcome.Satisfied));
        });
    }
}
