using System.Text.Json.Nodes;
using MixPolicy.Diagnostics;
using static MixPolicy.Tests.Generations.Line;

namespace MixPolicy.Tests.Lineage.Audit;

public sealed class MixAuditTests
{
    [Fact]
    public void Audit_SignedLine_IsInOrderAndSaysSoLineByLine()
    {
        using var line = new AuditedLine();
        var result = line.Audit();

        Assert.Empty(result.Diagnostics);
        Assert.All(result.Lines, l => Assert.Equal(AuditOutcome.Ok, l.Outcome));
        string[] order = ["report", "signature", "statement", "policy", "tombstones", "source files", "manifest", "ledger", "verdicts", "kept", "parents"];
        Assert.Equal(order, result.Lines.Select(l => l.Check).Distinct());
        Assert.Equal(("line", 1L, "2026-01-01", "satisfied"), (result.Report!.Policy, result.Report.Generation, result.Report.AsOf, result.Report.Verdict));
        Assert.Contains(result.Lines, l => l.Check == "kept" && l.Figure.StartsWith("11 of 12 kept in the manifest, 1 excused by tombstones, 0 lost", StringComparison.Ordinal));
        Assert.EndsWith("nothing was left unchecked\n", AuditedLine.Told(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/a.jsonl", "source files", false)]
    [InlineData("takedowns.jsonl", "tombstones", false)]
    [InlineData("gen-1.yaml", "policy", false)]
    [InlineData("gen-1/manifest.parquet", "manifest", true)]
    [InlineData("gen-1/ledger.bin", "ledger", true)]
    [InlineData("gen-1/ledger.checkpoint", "signature", true)]
    [InlineData("gen-1/statement.json", "signature", true)]
    [InlineData("gen-1/statement.sigstore.json", "signature", true)]
    [InlineData("gen-1/mixpolicy.sig", "signature", true)]
    [InlineData("gen-1/sources.json", "signature", true)]
    [InlineData("gen-0/manifest.parquet", "parents", true)]
    [InlineData("gen-0/ledger.bin", "parents", true)]
    public void Audit_FileGone_IsNotCheckedAndFailsOnlyWhatWasSigned(string file, string check, bool failsSigned)
    {
        using var line = new AuditedLine();
        File.Delete(line[file]);

        Assert.Equal(failsSigned ? BuildOutcome.Violated : BuildOutcome.Satisfied, line.Audit().Outcome);
        var unsigned = line.Audit(withKey: false);
        Assert.Equal(BuildOutcome.Satisfied, unsigned.Outcome);
        Assert.Contains(unsigned.Lines, l => l.Outcome == AuditOutcome.NotChecked && (l.Check == check || file.EndsWith("sources.json", StringComparison.Ordinal)));
        Assert.Contains("NOT CHECKED: ", AuditedLine.Told(unsigned), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("circle")]
    [InlineData("empty")]
    [InlineData("half")]
    [InlineData("noise")]
    [InlineData("long")]
    public void Audit_SomethingElseInPlaceOfAFile_FailsWithoutThrowing(string what)
    {
        using var line = new AuditedLine();
        string[] files =
        [
            "gen-1/manifest.parquet", "gen-1/ledger.bin", "gen-1/ledger.checkpoint", "gen-1/statement.json", "gen-1/statement.sigstore.json", "gen-1/mixpolicy.sig", "gen-1.yaml",
            "takedowns.jsonl", "data/a.jsonl", "gen-0/lineage.json", "gen-0/manifest.parquet", "gen-0/ledger.bin", "gen-0/statement.json",
        ];
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(line[file]);
            File.Delete(line[file]);
            if (what == "folder") Directory.CreateDirectory(line[file]);
            else if (what == "circle") File.CreateSymbolicLink(line[file], line[file]);
            else File.WriteAllBytes(line[file], what switch { "empty" => [], "half" => bytes[..(bytes.Length / 2)], "long" => [.. bytes, .. bytes], _ => Noise(bytes.Length) });
            var result = line.Audit();
            if (what == "folder") Directory.Delete(line[file]);
            else File.Delete(line[file]);
            File.WriteAllBytes(line[file], bytes);

            Assert.True(result.Outcome == BuildOutcome.Violated, $"{file} {what}: {AuditedLine.Told(result)}");
            Assert.Contains(result.Diagnostics, d => d.Severity == Severity.Violation && $"{d.Place} {d.Message}".Contains(Path.GetFileName(file), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("nowhere/lineage.json", "is not there")]
    [InlineData("gen-1", "is a folder")]
    [InlineData("data/a.jsonl", "is not JSON")]
    [InlineData("gen-1/sources.json", "does not say 'format'")]
    [InlineData("gen-1/manifest.parquet", "is not JSON")]
    [InlineData("a\0b", "is no path")]
    public void Audit_NoReport_CannotBeEvaluated(string report, string told)
    {
        using var line = new AuditedLine();
        var result = line.Audit(ask: r => r with { Report = report });

        Assert.Equal((BuildOutcome.NotEvaluated, Codes.AuditUnreadable), (result.Outcome, Assert.Single(result.Diagnostics).Code));
        Assert.Contains(told, result.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_Unsigned_SaysSoLoudlyAndFailsWithAKey()
    {
        using var line = new AuditedLine(signed: false);
        var result = line.Audit(withKey: false);

        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.StartsWith("UNSIGNED", Assert.Single(result.Lines, l => l.Check == "signature").Figure, StringComparison.Ordinal);
        Assert.Equal(Codes.AuditUnsigned, Assert.Single(result.Diagnostics).Code);
        Assert.Equal(3, line.Audit().Diagnostics.Count(d => d.Code == Codes.AuditSignature && d.Place.File.StartsWith("gen-1/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Audit_SignedAndNoKey_SaysThatItIsNotVerified()
    {
        using var line = new AuditedLine();

        Assert.StartsWith("SIGNATURE NOT VERIFIED", Assert.Single(line.Audit(withKey: false).Lines, l => l.Check == "signature").Figure, StringComparison.Ordinal);
    }

    [Fact]
    public void Audit_AnotherKey_Fails()
    {
        using var line = new AuditedLine();
        using var other = new AuditedLine();

        Assert.Equal(3, line.Audit(ask: r => r with { KeyPem = other.Key.PublicKeyPem }).Count(AuditOutcome.Failed));
        Assert.Equal(BuildOutcome.NotEvaluated, line.Audit(ask: r => r with { KeyPem = "no key" }).Outcome);
    }

    [Fact]
    public void Audit_PolicyChanged_NamesLineAndColumn()
    {
        using var line = new AuditedLine();
        var text = File.ReadAllText(line["gen-1.yaml"]);
        File.WriteAllText(line["gen-1.yaml"], text.Replace("unit: tokens", "unit: records", StringComparison.Ordinal));
        var finding = Assert.Single(line.Audit().Diagnostics);

        var before = text[..text.IndexOf("tokens, budget", StringComparison.Ordinal)];
        Assert.Equal(
            (Codes.AuditPolicy, "gen-1.yaml", before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n')), (finding.Code, finding.Place.File, finding.Place.Line, finding.Place.Column));
    }

    [Theory]
    [InlineData("text a5", "text A5", 6, "the first record of the mix that is not as it was is at line 6")]
    [InlineData("2025-06-01", "2025-06-02", 0, "are as they were, so it is elsewhere")]
    [InlineData("text a3", "text A3", 0, "are as they were, so it is elsewhere")]
    [InlineData("\n", "  ", 1, "the first record of the mix that is not as it was is at line 1")]
    public void Audit_SourceChanged_NamesTheFirstRecordOfTheMix(string text, string other, int at, string told)
    {
        using var line = new AuditedLine();
        var content = File.ReadAllText(line["data/a.jsonl"]);
        var where = content.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(line["data/a.jsonl"], content[..where] + other + content[(where + text.Length)..]);
        var finding = Assert.Single(line.Audit().Diagnostics);

        Assert.Equal((Codes.AuditSource, "data/a.jsonl", at), (finding.Code, finding.Place.File, finding.Place.Line));
        Assert.Contains(told, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd", "was not read")]
    [InlineData("/etc/passwd", "was not read: the name is absolute")]
    [InlineData("data/../../../../../../../../etc/passwd", "was not read")]
    public void Audit_ReportNamesAFileOutside_IsNotReadAndSaidSo(string name, string told)
    {
        using var line = new AuditedLine(signed: false);
        line.Forge("gen-1", r => r["sources"]![0]!["files"]![0]!["file"] = name);
        var result = line.Audit(withKey: false);

        Assert.Contains(result.Lines, l => l is { Check: "source files", Outcome: AuditOutcome.Failed } && l.Figure.StartsWith(told, StringComparison.Ordinal));
    }

    public static TheoryData<string, string, string> Forgeries => new()
    {
        { "verdict", "report", "says the verdict 'violated'" },
        { "measured", "verdicts", "recounted 130/140 >= 1/2: satisfied, but the report says 141/140" },
        { "limit", "verdicts", "(limit)" },
        { "left out", "verdicts", "does not speak of it" },
        { "invented", "verdicts", "states no such limit" },
        { "whole", "verdicts", "the report says warned, but its limits come to satisfied" },
        { "total", "verdicts", "recounted 140 tokens" },
        { "kept", "kept", "the report says 12 of 12 kept" },
        { "root", "ledger", "their root is" },
        { "records", "ledger", "but the report says 14" },
        { "rows", "manifest", "14 rows with the root" },
        { "policy", "policy", "its text hashes to" },
        { "as_of", "policy", "in place of 2026-01-01" },
        { "generation", "policy", "the report says generation 2, its text 1" },
        { "parent", "kept", "does not name the parent" },
        { "proof", "parents", "the proof does not show" },
        { "waiver", "waivers", "the report has 1, its policy 0" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Audit_ReportForgedWithItsDigest_IsBetrayedByWhatItSays(string what, string check, string told)
    {
        using var line = new AuditedLine(signed: false);
        line.Forge("gen-1", r => Forge(r, what));
        var result = line.Audit(withKey: false);

        Assert.True(result.Lines.Any(l => l.Check == check && l.Figure.Contains(told, StringComparison.Ordinal)), AuditedLine.Told(result));
        if (what != "as_of") Assert.Equal(BuildOutcome.Violated, result.Outcome);
    }

    [Fact]
    public void Audit_ManifestSwappedForTheParents_FailsByVerdictsAndWhatIsKept()
    {
        using var line = new AuditedLine(signed: false);
        File.Copy(line["gen-0/manifest.parquet"], line["gen-1/manifest.parquet"], overwrite: true);
        line.Forge("gen-1", r => r["manifest"] = JsonNode.Parse(File.ReadAllText(line["gen-0/lineage.json"]))!["manifest"]!.DeepClone());
        var result = line.Audit(withKey: false);

        Assert.Contains(result.Lines, l => l is { Check: "kept", Outcome: AuditOutcome.Failed });
        Assert.Contains(result.Lines, l => l is { Check: "verdicts", Outcome: AuditOutcome.Failed });
    }

    [Fact]
    public void Audit_OldStatementReplayed_Fails()
    {
        using var line = new AuditedLine();
        foreach (var name in new[] { "statement.json", "statement.sigstore.json" }) File.Copy(line[$"gen-0/{name}"], line[$"gen-1/{name}"], overwrite: true);
        var result = line.Audit();

        Assert.Contains(result.Lines, l => l is { Check: "signature", Outcome: AuditOutcome.Ok } && l.Subject == "gen-1/statement.sigstore.json");
        Assert.Contains(result.Lines, l => l is { Check: "statement", Outcome: AuditOutcome.Failed });
    }

    [Fact]
    public void Audit_NoPolicyAtHand_GoesByTheReportsText()
    {
        using var line = new AuditedLine(signed: false);
        File.Delete(line["gen-1/sources.json"]);
        var result = line.Audit(withKey: false);

        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Contains(result.Lines, l => l.Subject == "rules.human.min_fraction" && l.Outcome == AuditOutcome.Ok);
        Assert.Contains(result.Lines, l => l.Subject == "rules.fresh_human.min_fraction" && l.Outcome == AuditOutcome.NotChecked);
        Assert.Contains(result.Lines, l => l.Check == "parents" && l.Figure.Contains("as its proof of", StringComparison.Ordinal));
        Assert.Equal(2, line.Audit(withKey: false, ask: r => r with { Policy = "gen-1.yaml" }).Lines.Count(l => l.Check == "policy" && l.Outcome == AuditOutcome.Ok));
    }

    [Fact]
    public void Audit_AskedOfThePool_IsNotCheckedButCounted()
    {
        using var line = new AuditedLine(signed: false, rule: "keep: human, in: pool, tombstones: takedowns.jsonl", others: ", provenance: { on_conflict: fail }");
        var result = line.Audit(withKey: false);

        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.All(result.Lines.Where(l => l.Subject is "rules.accumulate.keep" or "rules.accumulate.in" or "rules.provenance.on_conflict"), l => Assert.Equal(AuditOutcome.NotChecked, l.Outcome));
        Assert.Contains(result.Lines, l => l.Check == "kept" && l.Outcome == AuditOutcome.NotChecked && l.Figure.StartsWith("11 of 12 kept", StringComparison.Ordinal));
        Assert.Contains(result.Lines, l => l.Subject == "rules.accumulate.tombstones" && l.Outcome == AuditOutcome.Ok);
    }

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(5).NextBytes(noise);
        return noise;
    }

    private static void Forge(JsonObject report, string what)
    {
        var rules = report["rules"]!.AsArray();
        var human = rules.First(r => (string?)r!["rule"] == "rules.human.min_fraction")!;
        switch (what)
        {
            case "verdict": report["verdict"] = "violated"; break;
            case "whole": report["verdict"] = "warned"; break;
            case "measured": human["measured"]!["numerator"] = 141; break;
            case "limit": human["limit"]!["denominator"] = 3; break;
            case "left out": rules.Remove(human); break;
            case "invented": rules.Add(human.DeepClone()); break;
            case "total": report["mix"]!["total"] = 151; break;
            case "kept": (report["parent"]!["kept"], report["parent"]!["excused"]) = (12, 0); break;
            case "root": report["ledger"]!["root"] = Digest("x"); break;
            case "records": report["ledger"]!["records"] = 14; break;
            case "rows": report["manifest"]!["rows"] = 16; break;
            case "policy": report["policy"]!["text"] = ((string)report["policy"]!["text"]!).Replace("0.5", "0.4", StringComparison.Ordinal); break;
            case "as_of": report["policy"]!["as_of"] = "2026-01-02"; break;
            case "generation": report["policy"]!["generation"] = 2; break;
            case "parent": report["parent"]!["path"] = "gen-2/lineage.json"; break;
            case "proof": report["ledger"]!["consistency"]![0] = Digest("x"); break;
            default:
                report["waivers"] = new JsonArray(new JsonObject { ["rule"] = "MIX0302" });
                break;
        }
    }
}
