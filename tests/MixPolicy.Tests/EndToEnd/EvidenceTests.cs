using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Claims to be human through the whole main path.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public void Build_AllRecords_FailsOnClaimsWithoutEvidence()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        var finding = Assert.Single(run.Build(Policy("budget: all")).Diagnostics);
        Assert.Equal(Codes.HumanEvidence, finding.Code);
        Assert.StartsWith("2 records of the mix", finding.Message, StringComparison.Ordinal);
        Assert.Contains("of 1 nobody can read when", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WithABudget_LeavesThemOut()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        run.Satisfy(Policy("budget: 4"));
        Assert.Equal(["new-attested", "new-signed", "old", "synthetic"], run.Rows("id"));
    }

    [Fact]
    public void Build_AnotherDay_ReadsTheUnitsAnew()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        run.Satisfy(Policy("budget: 4"));
        var result = run.Build(Policy("budget: 5").Replace("2022-11-30", "2024-12-31", StringComparison.Ordinal));
        Assert.True(result.Outcome == BuildOutcome.Satisfied, PolicyRun.Told(result));
        Assert.Contains("new-bare", run.Rows("id"));
    }

    [Fact]
    public void Judge_ForeignManifest_RecountsTheDay()
    {
        using var run = new PolicyRun().WriteLines("s.jsonl", Records());
        run.Satisfy(Policy("budget: all").Replace("2022-11-30", "2024-12-31", StringComparison.Ordinal).Replace("[ author, attestation ]", "[ author, attestation, note ]", StringComparison.Ordinal));
        File.Copy(run.Manifest, run.At("foreign.parquet"));
        var result = run.Run(Policy("budget: all"), r => r with { Manifest = "foreign.parquet" });
        Assert.StartsWith("2 records", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    private static string Policy(string mix) => $$"""
        mixpolicy: 1
        name: evidence
        data:
          sources:
            - name: s
              paths: [ s.jsonl ]
              columns: { id: id, text: text, origin: origin, collected_at: day, author: author, attestation: attestation, note: note }
        mix: { unit: records, {{mix}} }
        rules: { provenance: { human_evidence_after: 2022-11-30, evidence: [ author, attestation ] } }
        """;

    private static IEnumerable<object> Records() =>
    [
        new { id = "new-attested", text = "a", origin = "human", day = "2023-01-01", author = "", attestation = "contract 17" },
        new { id = "new-bare", text = "b", origin = "human", day = "2022-12-01", author = " " },
        new { id = "new-signed", text = "c", origin = "human_edited", day = "2024-01-01", author = "Ada" },
        new { id = "old", text = "d", origin = "human", day = "2022-11-30T23:59:59Z" },
        new { id = "synthetic", text = "e", origin = "synthetic", day = "2024-01-01" },
        new { id = "undated", text = "f", origin = "human", note = "someday" },
    ];
}
