using MixPolicy.Reporting;

namespace MixPolicy.Tests.Reporting;

/// <summary>What people read.</summary>
public sealed class TextReportTests
{
    [Fact]
    public void Render_Violated_IsFindingsTablesAndVerdict() => Assert.Equal(
        """
        data/a,b:c;d].jsonl: warning MIX0208: 12 dates\u000acould not be read: 100 %
        policy.yaml(12,5): error MIX0302: fresh human text is 0.2400, below 0.30
          remedy: add 60,000 tokens
          remedy: drop 200,000 tokens

        rule                                              measured  limit                      outcome
        rules.fresh_human.min_fraction                    0.2400    >= 0.30 (warn below 0.40)  violated
        rules.synthetic.max_fraction_by_kind [generated]  0.0200    <= 0.05                    satisfied

        stratum              records  available tokens   target  planned  factor    taken
        web/human/fresh        1,200           240,000  200,000  240,000    1.00  240,000
        rephrased/synthetic   90,000        18,000,000  800,000  760,000    0.04  760,000

        binding limit                   about             moves tokens off their targets
        rules.fresh_human.min_fraction  fresh human text                          40,000
        mix.max_repetition_factor       2 strata                                      12

        plan: 40,000 tokens off the targets (4.00 %); the nearest mix that the limits allow, proved in exact arithmetic; 1 stratum not asked for (target 0): 7 tokens, because a limit needs them

        demo: closest mix, not written: 1,000,000 tokens in 4,321 records, budget 1,000,000..2,000,000
        quarantined: 3 records
        wrote /data/out/demo/violations.json
        violated: 1 limit

        """,
        Results.Render("text", Results.Violated));

    [Fact]
    public void Render_ManyStrata_ShowsTheLargestAndSumsUpTheRest()
    {
        var mix = Results.Violated.Summary! with
        {
            Strata = [.. Enumerable.Range(0, 30).Select(i => new StratumLine($"s{i:00}", 1, 100, i, i, i, 1))],
        };
        var lines = Results.Render("text", Results.Violated with { Summary = mix }).Split('\n').SkipWhile(l => !l.StartsWith("stratum", StringComparison.Ordinal)).ToList();

        Assert.StartsWith("s11 ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("s29 ", lines[19], StringComparison.Ordinal);
        Assert.Equal(["and", "11", "more", "11", "1,100", "55", "55", "0.05", "55"], lines[20].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", lines[21]);
    }

    [Fact]
    public void Render_PlanNotProved_SaysSo()
    {
        var mix = Results.Violated.Summary! with { Plan = new(true, false, 0, 0, 0, []) };
        Assert.Contains(
            "\nplan: on target; the nearest mix that the limits allow to a billionth of the budget, for which no exact proof was found\n",
            Results.Render("text", Results.Violated with { Summary = mix }), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NotEvaluated_CountsErrorsAndShowsNoControlCharacter() => Assert.Equal(
        """
        mixpolicy: error MIX0112: no \u001b[31msources\u000d\u000a
        p.yaml: info MIX0212: ##vso[x] noted

        could not be evaluated: 1 error

        """,
        Results.Render("text", Results.NotEvaluated));

    [Fact]
    public void Render_NothingFound_IsTheVerdictAlone() => Assert.Equal("satisfied\n", Results.Render("text", Results.Empty));

    [Fact]
    public void Render_SatisfiedWithAWarning_SaysBothInTheLastLine()
    {
        var warned = Results.Violated with { Outcome = BuildOutcome.Satisfied, Diagnostics = [Results.Violated.Diagnostics[0]] };
        var lines = Results.Render("text", warned).TrimEnd('\n').Split('\n');

        Assert.Equal("satisfied: 2 limits hold, 1 warning", lines[^1]);
        Assert.Contains("demo: 1,000,000 tokens in 4,321 records, budget 1,000,000..2,000,000", lines);
    }

    [Fact]
    public void Render_FindingsOnly_LeavesOutTheRest()
    {
        using var text = new StringWriter();
        new TextReport(findingsOnly: true).Render(Results.Violated, text);

        Assert.Equal(4, text.ToString().TrimEnd('\n').Split('\n').Length);
        Assert.EndsWith("  remedy: drop 200,000 tokens\n", text.ToString(), StringComparison.Ordinal);
    }
}
