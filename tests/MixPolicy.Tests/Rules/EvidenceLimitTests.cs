using MixPolicy.Diagnostics;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class EvidenceLimitTests
{
    private const string Rule = "provenance: { human_evidence_after: 2022-11-30, evidence: [ author, attestation ] }";

    [Fact]
    public void Judge_CountsClaimsWithoutAnyEvidence()
    {
        var table = Table.Of(Rule)
            .Add(Origin.Human, 1, records: 3, needsEvidence: true, values: ("collected_at", ""))
            .Add(Origin.HumanEdited, 1, records: 2, needsEvidence: true)
            .Add(Origin.Human, 1, records: 5, needsEvidence: true, values: [("author", ""), ("collected_at", "")])
            .Add(Origin.Human, 1, records: 7, needsEvidence: false, values: ("collected_at", ""))
            .Add(Origin.Synthetic, 1, records: 9, needsEvidence: false);
        var verdict = Assert.Single(table.Judge());
        Assert.Equal((Codes.HumanEvidence, Outcome.Violated, 5), (verdict.Code, verdict.Outcome, (int)verdict.Part));
        Assert.Contains("of 2 nobody can read when", verdict.Message, StringComparison.Ordinal);
        Assert.Equal(["no-evidence", "no-evidence", null, null, null], table.Classes.Select(c => table.Rule.Facet(c, table.Schema)));
        Assert.Equal([0, 1], table.Ask().Bounds.Select(b => b.Stratum));
    }

    [Theory]
    [InlineData("provenance: { evidence: [ author ] }", "2022-11-30")]
    [InlineData("provenance: { evidence: [ author ], human_evidence_after: 2024-02-29 }", "2024-02-29")]
    public void Read_Day_IsTheOneGivenOrTheDefault(string rule, string day) =>
        Assert.Equal(day, Table.Of(rule).Schema.EvidenceDay!.Last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("human_evidence_after: 2022-11-30", "needs 'evidence'")]
    [InlineData("evidence: []", "needs 'evidence'")]
    [InlineData("evidence: author", "must be a list")]
    [InlineData("evidence: [ origin ]", "proves nothing")]
    [InlineData("evidence: [ digest ]", "cannot be an attribute")]
    [InlineData("evidence: [ author ], human_evidence_after: 2022-11-31", "There is no such day")]
    [InlineData("evidense: [ author ], require: [ license ]", "Did you mean 'evidence'?")]
    public void Read_WhatIsWrong_IsRefused(string keys, string said) => Assert.Contains(said, Table.Refused($"provenance: {{ {keys} }}"), StringComparison.Ordinal);

    [Fact]
    public void Judge_Softened_Warns()
    {
        var table = Table.Of("provenance: { evidence: [ author ], severity: warn }").Add(Origin.Human, 1, needsEvidence: true);
        Assert.Equal(Outcome.Warned, Assert.Single(table.Judge()).Outcome);
        Assert.Empty(table.Ask().Bounds);
    }
}
