using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Lineage.Audit;

public sealed class ReplayTests
{
    [Fact]
    public void Audit_Replayed_ComesOutTheSame()
    {
        using var line = new AuditedLine();
        var result = Replay(line);

        Assert.True(result.Outcome == BuildOutcome.Satisfied, AuditedLine.Told(result));
        Assert.Equal(4, result.Lines.Count(l => l is { Check: "replay", Outcome: AuditOutcome.Ok }));
    }

    [Fact]
    public void Audit_ReportForgedWhereNothingElseLooks_NamesTheMember()
    {
        using var line = new AuditedLine(signed: false);
        line.Forge("gen-1", r => r["strata"]![0]!["target"] = 77);

        Assert.Equal(BuildOutcome.Satisfied, line.Audit(withKey: false).Outcome);
        var finding = Assert.Single(Replay(line, withKey: false).Diagnostics, d => d.Code == Codes.AuditReplay && d.Place.File == "gen-1/lineage.json");
        Assert.Contains(": strata[0].target is 77, and should be ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_AFileMore_ComesOutOtherwise()
    {
        using var line = new AuditedLine();
        File.WriteAllText(line["data/c.jsonl"], """{"id":"c0","text":"more","tokens":10,"origin":"human","date":"2025-12-01"}""" + "\n");
        var result = Replay(line);

        Assert.Contains(result.Lines, l => l is { Check: "replay", Outcome: AuditOutcome.Failed } && l.Subject == "gen-1/manifest.parquet");
        Assert.Contains(result.Diagnostics, d => d.Message.Contains("files has 2 entries for 3", StringComparison.Ordinal) || d.Message.Contains("lineage.json: differs", StringComparison.Ordinal));
    }

    [Fact]
    public void Audit_ASourceGone_IsNotReplayed()
    {
        using var line = new AuditedLine();
        File.Delete(line["data/a.jsonl"]);
        var replay = Assert.Single(Replay(line).Lines, l => l.Check == "replay");

        Assert.Equal((AuditOutcome.NotChecked, "the source file 'data/a.jsonl' is not at hand"), (replay.Outcome, replay.Figure));
    }

    [Fact]
    public void Audit_ASourceThatBreaksThePolicy_FailsWithWhatTheBuildSays()
    {
        using var line = new AuditedLine();
        line.Edit("data/a.jsonl", bytes => bytes[..(bytes.Length / 2)]);

        Assert.StartsWith("the build does not come to its end again: ", Assert.Single(Replay(line).Lines, l => l.Check == "replay").Figure, StringComparison.Ordinal);
    }

    private static AuditResult Replay(AuditedLine line, bool withKey = true) => line.Audit(withKey: withKey, ask: r => r with { Replay = true });
}
