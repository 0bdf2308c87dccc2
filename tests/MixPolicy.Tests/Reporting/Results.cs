using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.Tests.Reporting;

/// <summary>Results to render, with the names that make renderers stumble.</summary>
internal static class Results
{
    /// <summary>Nothing found, nothing made.</summary>
    public static BuildResult Empty { get; } = new(BuildOutcome.Satisfied, [], null, []);

    /// <summary>A violation, a warning, a mix.</summary>
    public static BuildResult Violated { get; } = new(
        BuildOutcome.Violated,
        [
            new("MIX0208", Severity.Warning, new Place("data/a,b:c;d].jsonl"), "12 dates\ncould not be read: 100 %"),
            new("MIX0302", Severity.Violation, new Place("policy.yaml", 12, 5, 12, 17), "fresh human text is 0.2400, below 0.30",
                ["add 60,000 tokens", "drop 200,000 tokens"]),
        ],
        new BuildSummary(
            "demo", "tokens", "1000000..2000000", 1_000_000, 4_321, 3,
            [new("web/human/fresh", 1_200, 240_000, 200_000, 240_000, 240_000, 1_200), new("rephrased/synthetic", 90_000, 18_000_000, 800_000, 760_000, 760_000, 3_121)],
            [
                new("MIX0302", "rules.fresh_human.min_fraction", null, "violated", "0.2400", ">= 0.30 (warn below 0.40)"),
                new("MIX0307", "rules.synthetic.max_fraction_by_kind", "generated", "satisfied", "0.0200", "<= 0.05"),
            ],
            null,
            new(true, true, 40_000, 1, 7, [new("MIX0302", "rules.fresh_human.min_fraction", "fresh human text", 40_000, "0.250000000"), new("MIX0402", "mix.max_repetition_factor", "2 strata", 12, null)])),
        ["/data/out/demo/violations.json"]);

    /// <summary>A limit that is broken within what a waiver allows.</summary>
    public static BuildResult Waived { get; } = new(
        BuildOutcome.Satisfied,
        [
            new("MIX0302", Severity.Warning, new Place("./policies/policy.yaml", 12, 5, 13, 3), "fresh human text is 0.2800, below 0.30; waived: >= 0.27") { Limit = "rules.fresh_human.min_fraction", Waiver = 1 },
            new("MIX0345", Severity.Warning, new Place("./policies/policy.yaml", 20), "the waiver ends soon"),
        ],
        Violated.Summary! with
        {
            Rules = [Violated.Summary!.Rules[0] with { Outcome = RuleLine.Waived, Measured = "0.2800" }, new("MIX0303", "rules.human.min_fraction", null, RuleLine.Gauge, "0.5000", "")],
            Waivers =
            [
                new("MIX0307", "generated", "<= 0.06", "2027-01-01T00:00:00Z", "data-team", "cto", "DATA-411", "none", "unused"),
                new("MIX0302", null, ">= 0.27", "2026-12-01T00:00:00Z", "data-team", "cto", "DATA-412", "crawl <delayed>", "used"),
            ],
        },
        [])
    { File = "./policies/policy.yaml", ToolVersion = "1.2.3-beta.4" };

    /// <summary>An error without a file.</summary>
    public static BuildResult NotEvaluated { get; } = new(
        BuildOutcome.NotEvaluated, [new("MIX0112", Severity.Error, new Place(""), "no \e[31msources\r\n"), new("MIX0212", Severity.Info, new Place("p.yaml"), "##vso[x] noted")], null, []);

    public static string Render(string format, BuildResult result)
    {
        using var text = new StringWriter { NewLine = "\r\n" };
        Renderers.For(format)!.Render(result, text);
        return text.ToString();
    }
}
