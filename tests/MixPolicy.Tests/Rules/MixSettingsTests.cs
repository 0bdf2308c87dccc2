using MixPolicy.Diagnostics;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Rules;

public sealed class MixSettingsTests
{
    [Theory]
    [InlineData(89, nameof(Outcome.Violated), 1)]
    [InlineData(90, nameof(Outcome.Satisfied), 0)]
    [InlineData(110, nameof(Outcome.Satisfied), 0)]
    [InlineData(111, nameof(Outcome.Violated), 1)]
    public void Judge_ExactBudget_IsMetWithinTheLargestRecord(int total, string outcome, int shortfall) =>
        CheckBudget("budget: 100", total, outcome, shortfall);

    [Theory]
    [InlineData(99, nameof(Outcome.Violated), 1)]
    [InlineData(100, nameof(Outcome.Satisfied), 0)]
    [InlineData(200, nameof(Outcome.Satisfied), 0)]
    [InlineData(201, nameof(Outcome.Violated), 1)]
    public void Judge_BudgetRange_HasNoSlack(int total, string outcome, int shortfall) =>
        CheckBudget("budget: { min: 100, max: 200 }", total, outcome, shortfall);

    [Theory]
    [InlineData(2, 30, 20, nameof(Outcome.Satisfied))]
    [InlineData(3, 30, 20, nameof(Outcome.Violated))]
    [InlineData(2, 31, 20, nameof(Outcome.Violated))]
    public void Judge_RepetitionFactor_HoldsOnAverageAndRecordByRecord(int most, int seen, int once, string outcome)
    {
        var table = Table.Of("human: { min_records: 1 }", "mix: { unit: records, budget: 100, max_repetition_factor: 1.5 }")
            .Add(Origin.Human, seen, most: most, once: once).Add(Origin.Human, 60, source: "books");
        var verdict = new MixSettings(table.Policy).Judge(table.Evidence()).First(v => v.Code == Codes.RepetitionFactor && v.Subject == "web");
        Assert.Equal(outcome, verdict.Outcome.ToString());
    }

    [Fact]
    public void Judge_SourceFraction_IsPerSource()
    {
        var table = Table.Of("human: { min_records: 1 }", "mix: { unit: records, budget: 100, max_source_fraction: 0.6 }")
            .Add(Origin.Human, 61).Add(Origin.Human, 39, source: "books");
        Assert.Equal(
            [("web", Outcome.Violated), ("books", Outcome.Satisfied)],
            new MixSettings(table.Policy).Judge(table.Evidence()).Where(v => v.Code == Codes.SourceFraction).Select(v => (v.Subject, v.Outcome)));
    }

    [Fact]
    public void MixJudge_LimitOfSeveralProvedOutOfReachForOne_StillTellsTheOthers()
    {
        var table = Table.Of("synthetic: { max_fraction_by_generator: 0.1 }").Add(Origin.Synthetic, 5, values: ("generator", "a")).Add(Origin.Synthetic, 5, values: ("generator", "b"));
        var diagnostics = new DiagnosticBag();
        diagnostics.Add(new Diagnostic(Codes.SyntheticGenerator, Severity.Violation, table.Judge()[0].Place, "no mix: generator a"));
        MixJudge.Judge(table.Policy, table.Evidence(), diagnostics);
        Assert.Contains(diagnostics.Sorted(), d => d.Message.Contains("generator 'b' is 50.00 %", StringComparison.Ordinal));
    }

    [Fact]
    public void MixJudge_LimitProvedOutOfReach_IsToldOnce()
    {
        var table = Table.Of("human: { min_fraction: 0.5 }").Add(Origin.Synthetic, 5);
        var diagnostics = new DiagnosticBag();
        diagnostics.Add(new Diagnostic(Codes.HumanFraction, Severity.Violation, table.Judge()[0].Place, "no mix"));
        MixJudge.Judge(table.Policy, table.Evidence(), diagnostics);
        Assert.Single(diagnostics.Sorted(), d => d.Code == Codes.HumanFraction);
    }

    private static void CheckBudget(string budget, int total, string outcome, int shortfall)
    {
        var table = Table.Of("human: { min_records: 1 }", $"mix: {{ unit: records, {budget} }}").Add(Origin.Human, total);
        var verdict = new MixSettings(table.Policy).Judge(table.Evidence()).Single(v => v.Code == Codes.BudgetMissed);
        Assert.Equal((outcome, shortfall), (verdict.Outcome.ToString(), verdict.Shortfall));
    }
}
