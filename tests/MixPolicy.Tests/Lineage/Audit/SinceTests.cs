using System.Globalization;
using System.Text;
using MixPolicy.Diagnostics;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Lineage.Audit;

public sealed class SinceTests
{
    [Theory]
    [InlineData("{1}", "this very ledger, of 15 leaves")]
    [InlineData("{0}", "the first 13 of its 15 leaves have that root")]
    [InlineData("13:{0}", "the first 13 of its 15 leaves have that root")]
    [InlineData("gen-0/ledger.checkpoint", "the first 13 of its 15 leaves have that root")]
    [InlineData("15:{1}", "this very ledger")]
    public void Audit_SinceWhatItGrewFrom_IsInOrder(string since, string told)
    {
        using var line = new AuditedLine();
        var asked = string.Format(CultureInfo.InvariantCulture, since, Root(line, 0), Root(line, 1));
        var result = line.Audit(ask: r => r with { Since = asked });

        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.StartsWith(told, Assert.Single(result.Lines, l => l.Check == "since").Figure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("14:{0}", "its first 14 leaves have the root")]
    [InlineData("99:{0}", "the ledger has 15 leaves, fewer than were kept")]
    [InlineData("{2}", "none of its generations ends with that root")]
    [InlineData("9223372036854775807:{0}", "the ledger has 15 leaves, fewer")]
    public void Audit_SinceAnotherLedger_Fails(string since, string told)
    {
        using var line = new AuditedLine();
        var asked = string.Format(CultureInfo.InvariantCulture, since, Root(line, 0), Root(line, 1), Digest("another"));
        var result = line.Audit(ask: r => r with { Since = asked });

        Assert.Equal((BuildOutcome.Violated, Codes.AuditSince), (result.Outcome, Assert.Single(result.Diagnostics).Code));
        Assert.StartsWith(told, Assert.Single(result.Lines, l => l.Check == "since").Figure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "is no root, and as a file is not there")]
    [InlineData("data/a.jsonl", "holds no checkpoint")]
    [InlineData("data", "is a folder")]
    [InlineData("a\0b", "give a root in hex")]
    public void Audit_SinceNothing_CannotBeEvaluated(string since, string told)
    {
        using var line = new AuditedLine();
        var result = line.Audit(ask: r => r with { Since = since });

        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        Assert.Contains(told, Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_LedgerGone_GoesByTheReportsProof()
    {
        using var line = new AuditedLine(signed: false);
        var (older, newer) = (Root(line, 0), Root(line, 1));
        File.Delete(line["gen-1/ledger.bin"]);

        Assert.Equal(AuditOutcome.Ok, Since(older));
        Assert.Equal(AuditOutcome.Ok, Since("15:" + newer));
        Assert.Equal(AuditOutcome.NotChecked, Since(Digest("another")));

        AuditOutcome Since(string root) => Assert.Single(line.Audit(withKey: false, ask: r => r with { Since = root }).Lines, l => l.Check == "since").Outcome;
    }

    private static string Root(AuditedLine line, int generation)
    {
        var checkpoint = File.ReadAllText(line[$"gen-{generation}/ledger.checkpoint"], Encoding.UTF8).Split('\n');
        return Convert.ToHexStringLower(Convert.FromBase64String(checkpoint[2]));
    }
}
