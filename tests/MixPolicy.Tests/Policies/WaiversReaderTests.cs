using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using static MixPolicy.Tests.Policies.PolicyCases;

namespace MixPolicy.Tests.Policies;

/// <summary>What a waiver must say, and what is said of one that does not.</summary>
public sealed class WaiversReaderTests
{
    private const string Before = Head + "as_of: 2026-11-01\n" + DataText + MixText + RuleText + "waivers:\n";

    [Fact]
    public void Read_EveryField_IsKept()
    {
        var waiver = Assert.Single(Stands(Before + "  - { rule: MIX0301, subject: web, limit: 0.270, expires: 2026-12-01T12:34:56Z, owner: data-team, approved_by: cto, ticket: \"412\", reason: \"crawl: delayed\" }\n").Waivers);
        Assert.Equal(("MIX0301", "web", new Fraction(27, 100)), (waiver.Rule.Value, waiver.Subject, waiver.Limit.Value));
        Assert.Equal(new DateTime(2026, 12, 1, 12, 34, 56, DateTimeKind.Utc), waiver.Expires.Value);
        Assert.Equal("2026-12-01T12:34:56Z", waiver.ExpiresText);
        Assert.Equal(("data-team", "cto", "412", "crawl: delayed"), (waiver.Owner, waiver.ApprovedBy, waiver.Ticket, waiver.Reason));
        Assert.Equal("p.yaml(11,13)", waiver.Rule.Place.ToString());
    }

    [Theory]
    [InlineData("waivers: []\n")]
    [InlineData("waivers: ~\n")]
    [InlineData("")]
    public void Read_None_NeedsNoDay(string text) => Assert.Empty(Stands(Small + text).Waivers);

    [Fact]
    public void Read_WithoutADay_SaysThatItCountsTime() => Golden.Match(Transcript(("no as_of", Small + "waivers:\n" + One())));

    [Fact]
    public void Read_WhenWrong_SaysWhereAndWhy() => Golden.Match(Answers(
        [
            One(rule: "MIX0932"), One(rule: "mix302"), One(rule: "fresh_human"), One(rule: "''"), One(rule: "[ MIX0302 ]"),
            One(rule: "MIX0203"), One(rule: "MIX0315"), One(rule: "MIX0316"), One(rule: "MIX0319"), One(rule: "MIX0320"), One(rule: "MIX0334"), One(rule: "MIX0401"), One(rule: "MIX0344"),
            One(limit: "much"), One(limit: "NaN"), One(limit: ".nan"), One(limit: "27"), One(limit: "1.5"), One(limit: "-0.1"), One(limit: "0"), One(limit: "27%"), One(limit: "0.0000000000001"), One(limit: "'0.27'"),
            One(rule: "MIX0305", limit: "1"), One(rule: "MIX0304", limit: "0"), One(rule: "MIX0304", limit: "0.5"), One(rule: "MIX0309", limit: "0.5"), One(rule: "MIX0314", limit: "0.5"),
            One(rule: "MIX0328", limit: "1.5"), One(rule: "MIX0330", limit: "0"), One(rule: "MIX0342", limit: "-1"),
            One(expires: "2026-12-01"), One(expires: "2026-12-01T00:00:00"), One(expires: "2026-12-01T00:00:00+02:00"), One(expires: "2026-12-01T00:00:00z"), One(expires: "2026-12-01T00:00Z"),
            One(expires: "2026-12-01T00:00:00.5Z"), One(expires: "2026-02-30T00:00:00Z"), One(expires: "2026-02-30"), One(expires: "2026-12-01T24:00:00Z"), One(expires: "tomorrow"), One(expires: "1 December 2026"),
            One(owner: "''"), One(owner: "'  '"), One(owner: "[ a, b ]"), One(more: ", subject: web"), One(rule: "MIX0321", more: ", subject: fi"), One(rule: "MIX0301", limit: "0.9", more: ", subject: ''"),
            One(more: ", subjct: web"), One(more: ", until: 2026-12-01"),
            "  - { rule: MIX0302, limit: 0.27, expires: 2026-12-01T00:00:00Z, owner: data-team, approved_by: cto, ticket: DATA-412 }\n",
            "  - { rule: MIX0302, limit: ~, expires: , owner: ~, approved_by: ~, ticket: ~, reason: ~ }\n",
            "  - {}\n", "  - MIX0302\n", "  { rule: MIX0302 }\n", "  all\n",
        ],
        text => Before + text));

    [Theory]
    [InlineData("MIX0304", "1024")]
    [InlineData("MIX0309", "0")]
    [InlineData("MIX0314", "4.5")]
    [InlineData("MIX0328", "12")]
    [InlineData("MIX0328", "0.12")]
    [InlineData("MIX0330", "150")]
    [InlineData("MIX0342", "1.25")]
    public void Read_LimitOfEveryKind_Stands(string rule, string limit) => Assert.Single(Stands(Before + One(rule: rule, limit: limit)).Waivers);

    [Fact]
    public void Find_EveryCodeOfALimit_CanBeWaivedOrSaysWhyNot()
    {
        foreach (var entry in Catalogue.Entries)
        {
            var (policy, found) = Read(Before + One(rule: entry.Code, limit: "0.5").Replace("0.5", MixPolicy.Waivers.WaivableLimits.Find(entry.Code)?.Measure is MixPolicy.Waivers.WaiverMeasure.Count or MixPolicy.Waivers.WaiverMeasure.Factor ? "5" : "0.5", StringComparison.Ordinal));
            if (MixPolicy.Waivers.WaivableLimits.Find(entry.Code) is null) Assert.Equal(Codes.WaiverNotPossible, Assert.Single(found).Code);
            else Assert.True(policy is not null, Lines(found));
        }
    }

    private static string One(
        string rule = "MIX0302", string limit = "0.27", string expires = "2026-12-01T00:00:00Z", string owner = "data-team", string more = "") =>
        $"  - {{ rule: {rule}, limit: {limit}, expires: {expires}, owner: {owner}, approved_by: cto, ticket: DATA-412, reason: crawl delayed{more} }}\n";
}
