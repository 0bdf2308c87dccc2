using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Lineage.Audit;

/// <summary>The promise of an audit: no bit of anything that a signed line rests on can change unseen, and the line that fails names the file.</summary>
public sealed class FlippedBitTests
{
    private const int Flips = 2000;

    [Fact]
    public void Audit_AnyBitFlipped_FailsAndNamesTheFile()
    {
        using var line = new AuditedLine();
        Assert.True(line.Audit().Outcome == BuildOutcome.Satisfied, AuditedLine.Told(line.Audit()));
        string[] outputs = ["manifest.parquet", "lineage.json", "ledger.bin", "ledger.checkpoint", "statement.json", "statement.sigstore.json", "mixpolicy.sig"];
        string[] files = [.. outputs.Select(o => $"gen-1/{o}"), .. outputs.Select(o => $"gen-0/{o}"), "gen-1.yaml", "takedowns.jsonl", "data/a.jsonl", "data/b.jsonl"];
        var random = new Random(20261101);
        var missed = new List<string>();
        for (var i = 0; i < Flips; i++)
        {
            var file = files[i % files.Length];
            var bytes = File.ReadAllBytes(line[file]);
            var (at, bit) = (random.Next(bytes.Length), random.Next(8));
            bytes[at] ^= (byte)(1 << bit);
            File.WriteAllBytes(line[file], bytes);
            var result = line.Audit();
            bytes[at] ^= (byte)(1 << bit);
            File.WriteAllBytes(line[file], bytes);
            var caught = result.Outcome != BuildOutcome.Satisfied
                && result.Diagnostics.Any(d => d.Severity >= Severity.Violation && $"{d.Place} {d.Message}".Contains(Path.GetFileName(file), StringComparison.Ordinal));
            if (!caught) missed.Add($"{file} byte {at} bit {bit}:\n{AuditedLine.Told(result)}");
        }

        Assert.True(missed.Count == 0, $"{missed.Count} of {Flips} were missed; {missed.FirstOrDefault()}");
        Assert.Equal(BuildOutcome.Satisfied, line.Audit().Outcome);
    }

    [Fact]
    public void Audit_AnyBitOfAnUnsignedLineFlipped_IsCaughtTooWhereAllIsWritten()
    {
        using var line = new AuditedLine(signed: false);
        string[] files = ["gen-1/manifest.parquet", "gen-1/lineage.json", "gen-1/ledger.bin", "gen-1/ledger.checkpoint", "gen-1/statement.json", "gen-1.yaml", "takedowns.jsonl", "data/a.jsonl", "gen-0/lineage.json"];
        var random = new Random(7);
        for (var i = 0; i < 90; i++)
        {
            var file = files[i % files.Length];
            var (at, bit) = (random.Next((int)new FileInfo(line[file]).Length), random.Next(8));
            line.Edit(file, b => { b[at] ^= (byte)(1 << bit); return b; });
            var result = line.Audit(withKey: false);
            line.Edit(file, b => { b[at] ^= (byte)(1 << bit); return b; });
            Assert.True(result.Outcome != BuildOutcome.Satisfied, $"{file} byte {at} bit {bit}");
        }
    }
}
