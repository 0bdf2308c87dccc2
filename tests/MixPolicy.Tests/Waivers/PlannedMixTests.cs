using MixPolicy.Diagnostics;
using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Waivers;

/// <summary>A waiver lets a mix be built that the full limits do not allow, and only then changes the plan.</summary>
public sealed class PlannedMixTests
{
    [Fact]
    public void Build_InfeasibleWithoutWaiver_IsBuiltWithIt()
    {
        // 28 of 100 records are fresh: a budget of all of them cannot have 30 %.
        using var mix = new WaivedMix { Budget = "1000" };
        var without = mix.Build();
        Assert.Equal(BuildOutcome.Violated, without.Outcome);
        var with = mix.Build(WaivedMix.Fresh);
        Assert.True(with.Outcome == BuildOutcome.Satisfied, PolicyRun.Told(with));
        Assert.Equal(Severity.Warning, Assert.Single(with.Diagnostics).Severity);
        Assert.Equal(RuleLine.Waived, with.Summary!.Rules[0].Outcome);
        Assert.Equal(">= 0.3000", with.Summary.Rules[0].Limit);
        Assert.Equal(0, mix.Run.Json("lineage.json").GetProperty("rules")[0].GetProperty("waiver").GetInt32());
    }

    [Fact]
    public void Build_FeasibleUnderTheFullLimits_IsTheSameMixWithAWaiver()
    {
        using var mix = new WaivedMix { Budget = "500" };
        Assert.Equal(BuildOutcome.Satisfied, mix.Build().Outcome);
        var manifest = mix.Run.Rows("source, id");
        var result = mix.Build(WaivedMix.Fresh);
        WaiversTests.Only(result, Codes.WaiverUnused);
        Assert.Equal(manifest, mix.Run.Rows("source, id"));
    }

    [Fact]
    public void Build_BeyondTheWaiver_ReportsTheConflictWithTheWaivedLimit()
    {
        using var mix = new WaivedMix { Budget = "1000" };
        var result = mix.Build(WaivedMix.Of("MIX0302", "0.29"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Contains(result.Diagnostics, d => d.Severity == Severity.Violation && d.Message.Contains("29", StringComparison.Ordinal)
            && d.Message.EndsWith("; the waiver allows only >= 0.29 until 2026-12-01T00:00:00Z (DATA-412; owner data-team, approved by cto: crawl delayed)", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_ExpiredWaiver_IsNamedInTheConflict()
    {
        using var mix = new WaivedMix { Budget = "1000" };
        var result = mix.Build(WaivedMix.Until("2026-10-01T00:00:00Z"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Contains(result.Diagnostics, d => d.Severity == Severity.Violation && d.Message.EndsWith("expired on 2026-10-01T00:00:00Z", StringComparison.Ordinal));
        WaiversTests.Only(result, Codes.WaiverExpired);
    }

    [Theory]
    [InlineData("50", BuildOutcome.Satisfied)]
    [InlineData("49", BuildOutcome.Violated)]
    public void Build_RecordsThatAreLeftOut_ComeInWhereTheWaiverIsOfAllOfThem(string limit, BuildOutcome expected)
    {
        using var mix = new WaivedMix { Budget = "1000", Rules = "synthetic: { require_decoding: true }" };
        var result = mix.Build(WaivedMix.Of("MIX0309", limit));
        Assert.True(result.Outcome == expected, PolicyRun.Told(result));
    }

    [Theory]
    [InlineData("human: { min_fraction: 0.60 }", "MIX0303", "0.50")]
    [InlineData("human: { min_records: 60 }", "MIX0304", "50")]
    [InlineData("synthetic: { max_fraction: 0.40 }", "MIX0305", "0.5")]
    [InlineData("synthetic: { max_depth: 0 }", "MIX0306", "50")]
    [InlineData("synthetic: { max_fraction_by_kind: { generated: 0.40 } }", "MIX0307", "0.5")]
    [InlineData("synthetic: { max_fraction_by_generator: 0.25 }", "MIX0308", "0.3")]
    [InlineData("provenance: { require: [ generator ] }", "MIX0310", "50")]
    [InlineData("provenance: { licenses: { allow: [ MIT ] } }", "MIX0311", "100")]
    [InlineData("verification: { of: synthetic, by: [ human ] }", "MIX0328", "50")]
    [InlineData("verification: { of: synthetic, by: [ human ], max_unverified_fraction: 0.1 }", "MIX0328", "0.5")]
    [InlineData("verification: { of: synthetic, best_of: 4 }", "MIX0329", "0.5")]
    [InlineData("groups: [ { by: generator, min_fraction: { beta: 0.3 } } ]", "MIX0332", "0.2")]
    [InlineData("groups: [ { by: generator, max_fraction: { alpha: 0.25 } } ]", "MIX0333", "0.3")]
    [InlineData("provenance: { evidence: [ author ], human_evidence_after: 2019-01-01 }", "MIX0339", "50")]
    public void Build_AnyLimitThatIsAskedOfThePlanner_IsLoosenedByItsWaiver(string rules, string rule, string limit)
    {
        using var mix = new WaivedMix { Budget = "1000", Rules = rules };
        Assert.Equal(BuildOutcome.Violated, mix.Build().Outcome);
        var result = mix.Build(WaivedMix.Of(rule, limit));
        Assert.True(result.Outcome == BuildOutcome.Satisfied, PolicyRun.Told(result));
        Assert.Contains(result.Summary!.Rules, r => r.Code == rule && r.Outcome == RuleLine.Waived);
    }

    [Fact]
    public void Build_RepetitionFactor_IsLoosenedByItsWaiver()
    {
        using var mix = new WaivedMix { Budget = "1500", Rules = "human: { min_fraction: 0.1 }" };
        Assert.Equal(BuildOutcome.Violated, mix.Build().Outcome);
        var result = mix.Build(WaivedMix.Of("MIX0314", "2", "human"));
        Assert.True(result.Outcome == BuildOutcome.Satisfied, PolicyRun.Told(result));
        Assert.Contains(result.Summary!.Rules, r => r.Outcome == RuleLine.Waived && r.Subject == "human");
    }

    [Fact]
    public void Suggest_WithAWaiver_ChangesOnlyWhatItDoesNotLetPass()
    {
        using var mix = new WaivedMix { Rules = "fresh_human: { min_fraction: 0.30, within: 30d }\n  human: { min_fraction: 0.60 }" };
        var result = mix.Ask(r => r with { Suggest = true }, WaivedMix.Fresh);
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        var suggested = File.ReadAllText(mix.Run.At("policy.suggested.yaml"));
        Assert.Contains("# rules.human.min_fraction: 0.50, was 0.60", suggested, StringComparison.Ordinal);
        Assert.Contains("fresh_human: { min_fraction: 0.30", suggested, StringComparison.Ordinal);
    }
}
