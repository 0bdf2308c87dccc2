using System.Globalization;
using MixPolicy.Diagnostics;

namespace MixPolicy.Reporting;

/// <summary>A result as test cases: at least one, and one that failed unless the policy is satisfied.</summary>
internal static class JunitCases
{
    /// <summary>A case a limit, in the summary's order; then a case a finding that is of none of them.</summary>
    public static IReadOnlyList<JunitCase> Of(BuildResult result)
    {
        var rules = result.Summary?.Rules ?? [];
        var ofRules = rules.ToLookup(r => r.Code, StringComparer.Ordinal);
        var byCode = result.Diagnostics.ToLookup(d => d.Code, StringComparer.Ordinal);
        List<JunitCase> cases = [.. rules.Select(rule => Case(rule, [.. byCode[rule.Code].Where(d => IsOf(d, rule))]))];
        cases.AddRange(result.Diagnostics.Where(d => !ofRules[d.Code].Any(rule => IsOf(d, rule))).Select(Case));
        var isSatisfied = result.Outcome == BuildOutcome.Satisfied;
        if (cases.Count == 0 || (!isSatisfied && cases.TrueForAll(c => c.State != JunitState.Failed)))
        {
            var line = Totals.Line(result);
            cases.Add(new JunitCase("verdict", isSatisfied ? JunitState.Passed : JunitState.Failed, "mixpolicy", line, [line]));
        }

        return WithNamesOfTheirOwn(cases);
    }

    /// <summary>What the planner proved before anything was judged names no limit: it is of every line of its code that came out so.</summary>
    private static bool IsOf(Diagnostic finding, RuleLine rule) =>
        finding.Code == rule.Code
        && (finding.Limit is null || (finding.Limit == rule.Name && finding.Subject == rule.Subject))
        && finding.Severity == (State(rule) == JunitState.Failed ? Severity.Violation : Severity.Warning);

    private static JunitState State(RuleLine rule) => rule.Outcome switch
    {
        "violated" => JunitState.Failed,
        RuleLine.Waived => JunitState.Skipped,
        _ => JunitState.Passed,
    };

    private static JunitCase Case(RuleLine rule, IReadOnlyList<Diagnostic> findings)
    {
        var figures = $"measured {rule.Measured}{(rule.Limit.Length > 0 ? $", limit {rule.Limit}" : "")}: {rule.Outcome}";
        return new JunitCase(
            rule.Subject is null ? rule.Name : $"{rule.Name} [{rule.Subject}]", State(rule), rule.Code, findings.Count > 0 ? findings[0].Message : figures,
            [figures, .. findings.SelectMany(Lines)]);
    }

    private static JunitCase Case(Diagnostic finding) => new(
        finding.Place.File.Length > 0 ? $"{finding.Code} {finding.Place}" : finding.Code,
        finding.Severity is Severity.Violation or Severity.Error ? JunitState.Failed : finding.Waiver is null ? JunitState.Passed : JunitState.Skipped,
        finding.Code, finding.Message, [.. Lines(finding)]);

    private static IEnumerable<string> Lines(Diagnostic finding) => finding.Remedies.Select(r => $"remedy: {r}").Prepend(Finding.Line(finding));

    /// <summary>Build servers take two cases of one name for one.</summary>
    private static List<JunitCase> WithNamesOfTheirOwn(List<JunitCase> cases)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return cases.ConvertAll(c =>
        {
            var name = c.Name;
            for (var i = 2; !names.Add(name); i++) name = string.Create(CultureInfo.InvariantCulture, $"{c.Name} ({i})");
            return c with { Name = name };
        });
    }
}
