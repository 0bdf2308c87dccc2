using MixPolicy.Diagnostics;
using MixPolicy.Tests.Rules;

namespace MixPolicy.Tests.Lineage.Audit;

public sealed class WaiversCheckTests
{
    [Fact]
    public void Audit_WaiverUsed_SaysHowFarAndHowLong()
    {
        using var mix = new WaivedMix();
        mix.Build([WaivedMix.Waiver()]);
        var result = Audit(mix);

        Assert.True(result.Outcome == BuildOutcome.Satisfied, AuditedLine.Told(result));
        Assert.Equal("waived", result.Report!.Verdict);
        Assert.Contains(result.Lines, l => l.Subject == "rules.human.min_fraction" && l.Outcome == AuditOutcome.Ok && l.Figure.EndsWith("waived", StringComparison.Ordinal));
        Assert.Contains("on 2026-11-01 for 61 days more; owner data-team, approved by cto", Waivers(result).Figure, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_AsOfADayAfterItExpired_Fails()
    {
        using var mix = new WaivedMix();
        mix.Build([WaivedMix.Waiver()]);

        Assert.Equal(BuildOutcome.Satisfied, Audit(mix, new DateOnly(2026, 12, 31)).Outcome);
        var result = Audit(mix, new DateOnly(2027, 1, 1));
        Assert.Equal((BuildOutcome.Violated, Codes.AuditWaiver), (result.Outcome, Assert.Single(result.Diagnostics, d => d.Severity == Severity.Violation).Code));
        Assert.StartsWith("expired on 2027-01-01T00:00:00Z; on 2027-01-01 it excuses rules.human.min_fraction no more", Waivers(result).Figure, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_WaiverUnusedOrExpired_ExcusesNothing()
    {
        using var mix = new WaivedMix { Rules = "human: { min_fraction: 0.20 }", Mix = "unit: tokens, budget: all" };
        mix.Build([WaivedMix.Waiver(("ticket", "A")), WaivedMix.Waiver(("ticket", "B"), ("expires", "2026-10-01T00:00:00Z"))]);
        var result = Audit(mix);

        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Equal(["excuses nothing", "expired on 2026-10-01T00:00:00Z, and excuses nothing"], result.Lines.Where(l => l.Check == "waivers").Select(l => l.Figure));
    }

    [Fact]
    public void Audit_BuiltAsOfAnotherDayOrWithoutWaivers_SaysSoAndJudgesAlike()
    {
        using var mix = new WaivedMix { Rules = "human: { min_fraction: 0.20 }", Mix = "unit: tokens, budget: all" };
        mix.Build([WaivedMix.Waiver()], r => r with { AsOf = new DateOnly(2026, 11, 5), NoWaivers = true });
        var result = Audit(mix);

        Assert.True(result.Outcome == BuildOutcome.Satisfied, AuditedLine.Told(result));
        Assert.Contains(result.Lines, l => l.Figure.EndsWith("; built --as-of 2026-11-05 in place of 2026-11-01; built --no-waivers: none of its 1 counts", StringComparison.Ordinal));
    }

    private static AuditLine Waivers(AuditResult result) => Assert.Single(result.Lines, l => l.Check == "waivers");

    private static AuditResult Audit(WaivedMix mix, DateOnly? asOf = null)
    {
        var scratch = mix["scratch"];
        if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        Directory.CreateDirectory(scratch);
        return MixAudit.Run(
            new AuditRequest { Report = "out/lineage.json", Directory = Path.TrimEndingDirectorySeparator(mix[""]), ScratchFolder = scratch, ToolVersion = "0", AsOf = asOf, Replay = true }, null, CancellationToken.None);
    }
}
