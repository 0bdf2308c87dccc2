using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Waivers;

/// <summary>What waivers let pass, end to end, and what is said of them.</summary>
public sealed class WaiversTests
{
    [Fact]
    public void Build_ViolatedWithoutWaiver_NamesNoWaiver()
    {
        using var mix = new WaivedMix();
        var result = mix.Build();
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.DoesNotContain("waive", Only(result, Codes.FreshHuman).Message, StringComparison.Ordinal);
        Assert.Empty(result.Summary!.Waivers);
    }

    [Fact]
    public void Build_ActiveWaiver_LetsPassAndSaysSo()
    {
        using var mix = new WaivedMix();
        var result = mix.Build(WaivedMix.Fresh);
        Assert.True(result.Outcome == BuildOutcome.Satisfied, PolicyRun.Told(result));
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal((Codes.FreshHuman, Severity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("28.00 %", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("; waived: >= 0.27 until 2026-12-01T00:00:00Z (DATA-412; owner data-team, approved by cto: crawl delayed)", finding.Message, StringComparison.Ordinal);
        Assert.Equal((RuleLine.Waived, ">= 0.3000"), (result.Summary!.Rules[0].Outcome, result.Summary.Rules[0].Limit));
        Assert.Equal("used", Assert.Single(result.Summary.Waivers).State);
        Assert.Equal("waived", mix.Run.Json("lineage.json").GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("0.28", BuildOutcome.Satisfied)]
    [InlineData("0.280000000001", BuildOutcome.Violated)]
    public void Build_AtTheWaiversLimit_IsExact(string limit, BuildOutcome expected)
    {
        using var mix = new WaivedMix();
        var result = mix.Build(WaivedMix.Of("MIX0302", limit));
        Assert.True(result.Outcome == expected, PolicyRun.Told(result));
    }

    [Fact]
    public void Build_BeyondTheWaiversLimit_IsViolatedAndSaysHowMuchIsAllowed()
    {
        using var mix = new WaivedMix();
        var result = mix.Build(WaivedMix.Of("MIX0302", "0.29"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.EndsWith("; the waiver allows only >= 0.29 until 2026-12-01T00:00:00Z (DATA-412; owner data-team, approved by cto: crawl delayed)", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal("exceeded", Assert.Single(mix.Run.Json("violations.json").GetProperty("waivers").EnumerateArray()).GetProperty("state").GetString());
        Assert.Equal(0, mix.Run.Json("violations.json").GetProperty("rules")[0].GetProperty("waiver").GetInt32());
    }

    [Theory]
    [InlineData("2026-11-01T00:00:01Z", BuildOutcome.Satisfied)]
    [InlineData("2026-11-01T00:00:00Z", BuildOutcome.Violated)]
    [InlineData("2026-10-31T23:59:59Z", BuildOutcome.Violated)]
    public void Build_AroundTheExpiry_EndsAtTheInstant(string expires, BuildOutcome expected)
    {
        using var mix = new WaivedMix();
        var result = mix.Build(WaivedMix.Until(expires));
        Assert.True(result.Outcome == expected, PolicyRun.Told(result));
        var code = expected == BuildOutcome.Satisfied ? Codes.WaiverEndsSoon : Codes.WaiverExpired;
        Assert.Equal(Severity.Warning, Only(result, code).Severity);
        if (expected != BuildOutcome.Violated) return;
        Assert.EndsWith($"; the waiver DATA-412 (owner data-team) expired on {expires}", Only(result, Codes.FreshHuman).Message, StringComparison.Ordinal);
        Assert.Equal("expired", Assert.Single(result.Summary!.Waivers).State);
    }

    [Theory]
    [InlineData("2026-11-15T00:00:00Z", true)]
    [InlineData("2026-11-15T00:00:01Z", false)]
    public void Build_ExpiryWithinFourteenDays_WarnsTheOwner(string expires, bool warns)
    {
        using var mix = new WaivedMix();
        var result = mix.Build(WaivedMix.Until(expires));
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Equal(warns, result.Diagnostics.Any(d => d.Code == Codes.WaiverEndsSoon && d.Message.Contains("14 days after as_of; from then on what it excuses is a violation. Its owner is data-team", StringComparison.Ordinal)));
        Assert.Equal(warns ? 2 : 1, result.Diagnostics.Count);
    }

    [Theory]
    [InlineData("2027-11-02T00:00:00Z", false)]
    [InlineData("2027-11-02T00:00:01Z", true)]
    public void Build_ExpiryMoreThanAYearAway_Warns(string expires, bool warns)
    {
        using var mix = new WaivedMix();
        var result = mix.Build(WaivedMix.Until(expires));
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Equal(warns, result.Diagnostics.Any(d => d.Code == Codes.WaiverTooLong));
    }

    [Fact]
    public void Build_RuleHolds_WaiverIsUnused()
    {
        using var mix = new WaivedMix { Rules = "fresh_human: { min_fraction: 0.28, within: 30d }" };
        var result = mix.Build(WaivedMix.Fresh);
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Contains("the limit holds without it", Only(result, Codes.WaiverUnused).Message, StringComparison.Ordinal);
        Assert.Equal("satisfied", mix.Run.Json("lineage.json").GetProperty("verdict").GetString());
        Assert.Equal("unused", Assert.Single(result.Summary!.Waivers).State);
    }

    [Theory]
    [InlineData("MIX0304", "5", "no limit of the policy raises that code")]
    [InlineData("MIX0332", "0.1", "no limit of the policy raises that code")]
    public void Build_NoLimitRaisesTheCode_WaiverIsUnused(string rule, string limit, string why)
    {
        using var mix = new WaivedMix { Rules = "human: { min_fraction: 0.1 }" };
        Assert.Contains(why, Only(mix.Build(WaivedMix.Of(rule, limit)), Codes.WaiverUnused).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_SoftenedRule_NeedsNoWaiver()
    {
        using var mix = new WaivedMix { Rules = "fresh_human: { min_fraction: 0.30, within: 30d, severity: warn }" };
        var result = mix.Build(WaivedMix.Fresh);
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Contains("only warns", Only(result, Codes.WaiverUnused).Message, StringComparison.Ordinal);
        Assert.Equal("warned", result.Summary!.Rules[0].Outcome);
    }

    [Theory]
    [InlineData("0.30")]
    [InlineData("0.31")]
    public void Build_WaiverNoLooserThanTheRule_LetsNothingPassAndIsNotedWhereTheRuleHolds(string limit)
    {
        using var mix = new WaivedMix();
        var violated = mix.Build(WaivedMix.Of("MIX0302", limit));
        Assert.Equal(BuildOutcome.Violated, violated.Outcome);
        Only(violated, Codes.WaiverNotLooser);
        using var held = new WaivedMix { Rules = "fresh_human: { min_fraction: 0.28, within: 30d }" };
        Assert.Contains("is no looser than that of rules.fresh_human.min_fraction, 0.28", Only(held.Build(WaivedMix.Of("MIX0302", limit)), Codes.WaiverNotLooser).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WarningLimitCrossed_HoldsWithoutTheWaiver()
    {
        using var mix = new WaivedMix { Rules = "fresh_human: { min_fraction: 0.28, warn_below: 0.40, within: 30d }" };
        Assert.Contains("the limit holds without it", Only(mix.Build(WaivedMix.Fresh), Codes.WaiverUnused).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_TwoOfOneLimit_TheStricterCountsAndBothAreNamed()
    {
        using var mix = new WaivedMix();
        var result = mix.Build(WaivedMix.Of("MIX0302", "0.20"), WaivedMix.Of("MIX0302", "0.29"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Contains("of two that hold at once the stricter decides, >= 0.29", Only(result, Codes.WaiversOverlap).Message, StringComparison.Ordinal);
        var passed = mix.Build(WaivedMix.Of("MIX0302", "0.20"), WaivedMix.Of("MIX0302", "0.25"));
        Assert.Equal(BuildOutcome.Satisfied, passed.Outcome);
        Assert.Equal(["unused", "used"], passed.Summary!.Waivers.Select(w => w.State));
        Only(passed, Codes.WaiversOverlap);
    }

    [Fact]
    public void Build_ExpiredBesideItsSuccessor_IsNoOverlap()
    {
        using var mix = new WaivedMix();
        var result = mix.Build(WaivedMix.Until("2026-10-01T00:00:00Z"), WaivedMix.Fresh);
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.DoesNotContain(result.Diagnostics, d => d.Code == Codes.WaiversOverlap);
        Assert.Equal(["expired", "used"], result.Summary!.Waivers.Select(w => w.State));
    }

    [Fact]
    public void Build_WaiverOfASubject_LetsPassThatOneOnly()
    {
        using var mix = new WaivedMix { Rules = "synthetic: { max_fraction_by_generator: 0.15 }" };
        var one = mix.Build(WaivedMix.Of("MIX0308", "0.30", "Alpha"));
        Assert.Equal(BuildOutcome.Violated, one.Outcome);
        Assert.Equal(["waived", "violated"], one.Summary!.Rules.Where(r => r.Code == Codes.SyntheticGenerator).Select(r => r.Outcome));
        var both = mix.Build(WaivedMix.Of("MIX0308", "0.30", "alpha"), WaivedMix.Of("MIX0308", "0.2"));
        Assert.True(both.Outcome == BuildOutcome.Satisfied, PolicyRun.Told(both));
        Assert.DoesNotContain(both.Diagnostics, d => d.Code == Codes.WaiversOverlap);
        var none = mix.Build(WaivedMix.Of("MIX0308", "0.30", "alpah"));
        Assert.Contains("there are: alpha, beta. Did you mean 'alpha'?", Only(none, Codes.WaiverUnused).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("50", BuildOutcome.Satisfied)]
    [InlineData("49", BuildOutcome.Violated)]
    public void Build_WaiverOfSomeRecords_CountsThem(string limit, BuildOutcome expected)
    {
        using var mix = new WaivedMix { Rules = "synthetic: { require_decoding: true }" };
        var result = mix.Build(WaivedMix.Of("MIX0309", limit));
        Assert.True(result.Outcome == expected, PolicyRun.Told(result));
    }

    [Fact]
    public void Build_NoWaivers_JudgesAsIfThereWereNone()
    {
        using var mix = new WaivedMix();
        var without = mix.Ask(r => r with { NoWaivers = true }, WaivedMix.Fresh);
        Assert.Equal(BuildOutcome.Violated, without.Outcome);
        Assert.DoesNotContain("waive", Only(without, Codes.FreshHuman).Message, StringComparison.Ordinal);
        Assert.Empty(without.Summary!.Waivers);
        Assert.Equal(0, mix.Run.Json("violations.json").GetProperty("waivers").GetArrayLength());
        Assert.Equal(BuildOutcome.Satisfied, mix.Ask(r => r, WaivedMix.Fresh).Outcome);
    }

    [Theory]
    [InlineData("2026-10-25", BuildOutcome.Satisfied)]
    [InlineData("2026-11-19", BuildOutcome.Satisfied)]
    [InlineData("2026-12-01", BuildOutcome.Violated)]
    public void Build_AsOf_ReplacesThePolicysDay(string asOf, BuildOutcome expected)
    {
        using var mix = new WaivedMix { AsOf = "2026-11-18" };
        var result = mix.Ask(r => r with { AsOf = DateOnly.ParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture) }, WaivedMix.Fresh);
        Assert.True(result.Outcome == expected, PolicyRun.Told(result));
        if (expected == BuildOutcome.Satisfied) Assert.Equal(asOf, mix.Run.Json("lineage.json").GetProperty("policy").GetProperty("as_of").GetString());
    }

    [Fact]
    public void Build_AsOf_MovesTheWindowOfFreshTextToo()
    {
        using var mix = new WaivedMix();
        var result = mix.Ask(r => r with { AsOf = new DateOnly(2026, 11, 20) });
        Assert.Contains("0.00 %", Only(result, Codes.FreshHuman).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_AnotherDayOrNoWaivers_IsNotAnsweredFromMemory()
    {
        using var mix = new WaivedMix();
        var first = mix.Build(WaivedMix.Fresh);
        Assert.Equal(BuildOutcome.Satisfied, first.Outcome);
        var again = mix.Build(WaivedMix.Fresh);
        Assert.True(again.Reused);
        Assert.Equal(first.Summary!.Waivers, again.Summary!.Waivers);
        Assert.Equal(BuildOutcome.Violated, mix.Ask(r => r with { NoWaivers = true, CheckOnly = true }, WaivedMix.Fresh).Outcome);
        Assert.Equal(BuildOutcome.Violated, mix.Ask(r => r with { AsOf = new DateOnly(2026, 12, 1), CheckOnly = true }, WaivedMix.Fresh).Outcome);
    }

    [Fact]
    public void Check_BuiltAndGivenManifest_AnswerTheSame()
    {
        using var mix = new WaivedMix();
        foreach (var waivers in new string[][] { [WaivedMix.Fresh], [WaivedMix.Until("2026-10-01T00:00:00Z")], [WaivedMix.Of("MIX0302", "0.29")], [WaivedMix.Of("MIX0302", "0.2"), WaivedMix.Fresh], [] })
        {
            Assert.Equal(BuildOutcome.Satisfied, mix.Build(WaivedMix.Fresh).Outcome);
            var check = mix.Ask(r => r with { CheckOnly = true }, waivers);
            var manifest = mix.Ask(r => r with { Manifest = mix.Run.Manifest }, waivers);
            var build = mix.Build(waivers);
            foreach (var other in new[] { check, manifest })
            {
                Assert.Equal(build.Outcome, other.Outcome);
                Assert.Equal(Told(build), Told(other));
                Assert.Equal(build.Summary!.Rules, other.Summary!.Rules);
                Assert.Equal(build.Summary.Waivers, other.Summary.Waivers);
            }
        }

        static IEnumerable<string> Told(BuildResult result) => result.Diagnostics.Select(d => $"{d.Severity} {d.Code} {d.Message}");
    }

    [Fact]
    public void Build_OtherCulture_SaysTheSame()
    {
        using var mix = new WaivedMix();
        string[] waivers = [WaivedMix.Until("2026-11-09T08:07:06Z"), WaivedMix.Of("MIX0303", "0.1")];
        var here = PolicyRun.Told(mix.Build(waivers));
        var bytes = File.ReadAllBytes(Path.Combine(mix.Run.Out, "lineage.json"));
        var there = SameBytesTests.Under(
            SameBytesTests.Culture("\u066b", "\u066c", "\u061c-", "dd\u200f/MM\u200f/yyyy g"), () => PolicyRun.Told(mix.Ask(r => r with { Reuse = BuildReuse.Nothing }, waivers)));
        Assert.Equal(here, there);
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(mix.Run.Out, "lineage.json")));
    }

    [Fact]
    public void Build_EveryState_IsTheGoldenReport()
    {
        using var mix = new WaivedMix { Rules = "fresh_human: { min_fraction: 0.30, within: 30d }\n  synthetic: { max_fraction_by_generator: 0.25 }" };
        mix.Build(
            WaivedMix.Fresh, WaivedMix.Of("MIX0308", "0.3", "alpha"), WaivedMix.Of("MIX0303", "0.1"), WaivedMix.Until("2026-10-01T12:30:00Z").Replace("crawl delayed", "'\"ü\" <&>'", StringComparison.Ordinal));
        var lineage = mix.Run.Json("lineage.json");
        Golden.Match($"{lineage.GetProperty("verdict").GetRawText()}\n\"waivers\": {lineage.GetProperty("waivers").GetRawText()}\n"
            + string.Concat(lineage.GetProperty("rules").EnumerateArray().Select(r => $"{r.GetProperty("rule")} {r.GetProperty("subject")} {r.GetProperty("verdict")} {r.GetProperty("waiver").GetRawText()}\n")));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("github")]
    [InlineData("azure")]
    [InlineData("msbuild")]
    public void Render_Waived_IsCountedApart(string format)
    {
        using var mix = new WaivedMix();
        using var text = new StringWriter();
        MixPolicy.Reporting.Renderers.For(format)!.Render(mix.Build(WaivedMix.Fresh), text);
        var shown = text.ToString();
        Assert.Contains(format == "json" ? "\"waived\": 1," : "satisfied: 0 limits hold, 1 waived", shown, StringComparison.Ordinal);
        Assert.Contains(format == "json" ? "\"state\": \"used\"" : "waived: >= 0.27 until 2026-12-01T00:00:00Z", shown, StringComparison.Ordinal);
        if (format == "text") Assert.Contains("MIX0302  >= 0.27    2026-12-01T00:00:00Z  data-team  cto          DATA-412  used\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WaivedAndExceeded_FitTheSchemasAndNothingElseDoes()
    {
        using var mix = new WaivedMix();
        mix.Build(WaivedMix.Fresh);
        mix.Build(WaivedMix.Of("MIX0302", "0.29"));
        foreach (var name in new[] { "lineage", "violations" })
        {
            var schema = await Lineage.Schemas.Read(name);
            var json = await File.ReadAllTextAsync(Path.Combine(mix.Run.Out, $"{name}.json"));
            Assert.Equal("", Lineage.Schemas.Faults(schema, json));
            foreach (var (path, changed) in Lineage.Schemas.WithOneMore(json).Concat(Lineage.Schemas.WithOneLess(json)).Concat(Lineage.Schemas.WithFraction(json)))
            {
                Assert.False(Lineage.Schemas.Faults(schema, changed).Length == 0, $"the schema lets {path} pass");
            }
        }
    }

    internal static Diagnostic Only(BuildResult result, string code)
    {
        var found = result.Diagnostics.Where(d => d.Code == code).ToList();
        Assert.True(found.Count == 1, PolicyRun.Told(result));
        return found[0];
    }
}
