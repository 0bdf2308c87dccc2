using System.Text.Json;
using MixPolicy.Diagnostics;
using static MixPolicy.Tests.Rules.WaivedMix;

namespace MixPolicy.Tests.Rules;

public class WaiverTests
{
    [Fact]
    public void Build_WithinTheWaiver_IsWaivedAndWritten()
    {
        using var mix = new WaivedMix();
        var result = mix.Build([Waiver()]);

        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal((Codes.HumanFraction, Severity.Warning), (finding.Code, finding.Severity));
        Assert.EndsWith("; waived: >= 0.30 until 2027-01-01T00:00:00Z (DATA-412; owner data-team, approved by cto: crawl delayed)", finding.Message, StringComparison.Ordinal);
        Assert.Equal(RuleLine.Waived, result.Summary!.Rules.Single(r => r.Code == Codes.HumanFraction).Outcome);
        var report = JsonDocument.Parse(File.ReadAllBytes(mix["out/lineage.json"])).RootElement;
        Assert.Equal("waived", report.GetProperty("verdict").GetString());
        Assert.Equal([0], report.GetProperty("rules").EnumerateArray().Where(r => r.GetProperty("waiver").ValueKind == JsonValueKind.Number).Select(r => r.GetProperty("waiver").GetInt32()));
        Golden.Match(report.GetProperty("waivers").GetRawText() + "\n");
    }

    [Fact]
    public void Build_NoWaivers_IsViolated()
    {
        using var mix = new WaivedMix();
        var result = mix.Build([Waiver()], r => r with { NoWaivers = true });

        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Equal([Codes.HumanFraction], result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Build_BeyondTheWaiver_IsViolated()
    {
        using var mix = new WaivedMix { Mix = "unit: tokens, budget: all" };
        var result = mix.Build([Waiver()]); // 27 % are human

        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Contains("; the waiver allows only >= 0.30 until", result.Diagnostics.Single(d => d.Severity == Severity.Violation).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Diagnostics, d => d.Code == Codes.WaiverUnused);
    }

    [Theory]
    [InlineData("0.27", BuildOutcome.Satisfied)]
    [InlineData("0.270000000001", BuildOutcome.Violated)]
    public void Build_ExactlyAtTheWaiversLimit_Holds(string limit, BuildOutcome outcome)
    {
        using var mix = new WaivedMix { Mix = "unit: tokens, budget: all" };
        Assert.Equal(outcome, mix.Build([Waiver(("limit", limit))]).Outcome);
    }

    [Theory]
    [InlineData("2026-11-01T00:00:00Z", BuildOutcome.Violated)]
    [InlineData("2026-10-31T23:59:59Z", BuildOutcome.Violated)]
    [InlineData("2026-11-01T00:00:01Z", BuildOutcome.Satisfied)]
    public void Build_AtTheInstantOfItsEnd_NoLongerHolds(string expires, BuildOutcome outcome)
    {
        using var mix = new WaivedMix { Mix = "unit: tokens, budget: all" };
        var result = mix.Build([Waiver(("limit", "0.2"), ("expires", expires))]);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(outcome == BuildOutcome.Violated, result.Diagnostics.Any(d => d.Code == Codes.WaiverExpired));
        if (outcome == BuildOutcome.Violated) Assert.Contains($"the waiver DATA-412 (owner data-team) expired on {expires}", result.Diagnostics.Single(d => d.Code == Codes.HumanFraction).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-31", BuildOutcome.Satisfied)]
    [InlineData("2027-01-01", BuildOutcome.Violated)]
    public void Build_AsOfAnotherDay_IsJudgedAsOfThatDay(string day, BuildOutcome outcome)
    {
        using var mix = new WaivedMix();
        var result = mix.Build([Waiver()], r => r with { AsOf = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) });

        Assert.Equal(outcome, result.Outcome);
        if (outcome == BuildOutcome.Satisfied) Assert.Contains($"\"as_of\": \"{day}\"", File.ReadAllText(mix["out/lineage.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ASecondTimeAsOfAnotherDay_IsNotTheFirstResult()
    {
        using var mix = new WaivedMix();
        Assert.Equal(BuildOutcome.Satisfied, mix.Build([Waiver()]).Outcome);
        Assert.Equal(BuildOutcome.Violated, mix.Build([Waiver()], r => r with { AsOf = new DateOnly(2027, 1, 1) }).Outcome);
        Assert.Equal(BuildOutcome.Violated, mix.Build([Waiver()], r => r with { NoWaivers = true }).Outcome);
    }

    [Theory]
    [InlineData("2026-11-15T00:00:00Z", true)]
    [InlineData("2026-11-15T00:00:01Z", false)]
    public void Build_TwoWeeksBeforeItsEnd_SaysSo(string expires, bool says)
    {
        using var mix = new WaivedMix();
        Assert.Equal(says, mix.Build([Waiver(("expires", expires))]).Diagnostics.Any(d => d.Code == Codes.WaiverEndsSoon));
    }

    [Theory]
    [InlineData("2027-11-02T00:00:00Z", false)]
    [InlineData("2027-11-02T00:00:01Z", true)]
    public void Build_MoreThanAYearAhead_SaysSo(string expires, bool says)
    {
        using var mix = new WaivedMix();
        Assert.Equal(says, mix.Build([Waiver(("expires", expires))]).Diagnostics.Any(d => d.Code == Codes.WaiverTooLong));
    }

    [Theory]
    [InlineData("MIX0303", "0.50", Codes.WaiverNotLooser, "its limit, 0.50, is no looser than that of rules.human.min_fraction, 0.40")]
    [InlineData("MIX0303", "0.10", Codes.WaiverUnused, "the limit holds without it")]
    [InlineData("MIX0302", "0.10", Codes.WaiverUnused, "no limit of the policy raises that code")]
    public void Build_NothingNeedsIt_IsAFinding(string rule, string limit, string code, string why)
    {
        using var mix = new WaivedMix { Mix = "unit: tokens, budget: 600" }; // 45 % can be human
        var result = mix.Build([Waiver(("rule", rule), ("limit", limit))]);

        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(code, finding.Code);
        Assert.EndsWith(why, finding.Message, StringComparison.Ordinal);
        Assert.Equal("0.4000", result.Summary!.Rules.Single(r => r.Code == Codes.HumanFraction).Measured);
    }

    [Fact]
    public void Build_TwoForOneLimit_IsAFindingAndTheStricterDecides()
    {
        using var mix = new WaivedMix { Mix = "unit: tokens, budget: all" };
        var result = mix.Build([Waiver(), Waiver(("limit", "0.25"), ("ticket", "DATA-500"))]);

        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Contains(result.Diagnostics, d => d.Code == Codes.WaiversOverlap && d.Message.Contains("DATA-500", StringComparison.Ordinal));
        Assert.Contains("DATA-412", result.Diagnostics.Single(d => d.Code == Codes.HumanFraction).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ASubjectIsNamed_ExcusesThatOneOnly()
    {
        using var mix = new WaivedMix { Rules = "groups: [ { by: origin, max_fraction: { human: 0.20, synthetic: 0.70 } } ]", Mix = "unit: tokens, budget: all" };
        string[] both = [Waiver(("rule", "MIX0333"), ("subject", "human"), ("limit", "0.27")), Waiver(("rule", "MIX0333"), ("subject", "synthetic"), ("limit", "0.73"))];
        Assert.Equal(BuildOutcome.Satisfied, mix.Build(both).Outcome);
        Assert.Equal(BuildOutcome.Violated, mix.Build([both[0]]).Outcome);
    }

    [Fact]
    public void Check_ManifestAndPolicy_JudgeAsBuildDoes()
    {
        using var mix = new WaivedMix();
        Assert.Equal(BuildOutcome.Satisfied, mix.Build([Waiver()]).Outcome);
        File.Copy(mix["out/manifest.parquet"], mix["m.parquet"]);
        foreach (var manifest in new[] { null, "m.parquet" })
        {
            var result = mix.Build([Waiver()], r => r with { CheckOnly = true, Manifest = manifest });
            Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
            Assert.Contains(result.Summary!.Rules, r => r.Outcome == RuleLine.Waived);
            Assert.Equal(BuildOutcome.Violated, mix.Build([Waiver()], r => r with { CheckOnly = true, Manifest = manifest, AsOf = new DateOnly(2028, 1, 1) }).Outcome);
        }
    }

    [Theory]
    [InlineData("reason", null, "MIX0105", "lacks 'reason'")]
    [InlineData("approved_by", "\"\"", "MIX0105", "'waivers[0].approved_by' is empty")]
    [InlineData("rule", "MIX9999", "MIX0120", "there is no 'MIX9999'")]
    [InlineData("rule", "MIX303", "MIX0120", "Did you mean 'MIX0303'?")]
    [InlineData("rule", "MIX0401", "MIX0121", "can be waived")]
    [InlineData("rule", "MIX0319", "MIX0121", "a waiver cannot bring it back")]
    [InlineData("limit", "27", "MIX0106", "For 27 % write 0.27.")]
    [InlineData("limit", ".nan", "MIX0104", "finite")]
    [InlineData("expires", "2026-12-01", "MIX0123", "write 2026-12-01T00:00:00Z")]
    [InlineData("expires", "2026-12-01T00:00:00+01:00", "MIX0123", "an instant in UTC")]
    [InlineData("ends", "never", "MIX0102", "'ends' is not a key")]
    public void Build_WaiverThatCannotStand_IsAnErrorAtItsPlace(string key, string? value, string code, string says)
    {
        using var mix = new WaivedMix();
        var result = mix.Build([Waiver((key, value))]);

        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal((code, 9), (finding.Code, finding.Place.Line));
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WaiverWithoutAsOf_IsAnError()
    {
        using var mix = new WaivedMix { AsOf = null };
        Assert.Equal("MIX0105", Assert.Single(mix.Build([Waiver()]).Diagnostics).Code);
    }
}
