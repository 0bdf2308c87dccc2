namespace MixPolicy.Reporting;

/// <summary>An audit for people: a line a check, with its figure and, where there is something to do, its remedy; then how it ends. Holds no state.</summary>
/// <param name="findingsOnly">Leaves out the lines that are in order, and the verdict.</param>
public sealed class AuditText(bool findingsOnly = false)
{
    /// <summary>Writes the audit, <c>\n</c> at each line's end. The same result gives the same text everywhere.</summary>
    /// <exception cref="IOException">The writer failed.</exception>
    public void Render(AuditResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        if (result.Outcome == BuildOutcome.NotEvaluated)
        {
            new TextReport(findingsOnly).Render(new BuildResult(result.Outcome, result.Diagnostics, null, []), output);
            return;
        }

        var widest = result.Lines.Select(l => l.Check.Length).DefaultIfEmpty().Max();
        foreach (var line in result.Lines.Where(l => !findingsOnly || l.Outcome != AuditOutcome.Ok))
        {
            output.Write($"{Word(line.Outcome),-11}  {line.Check.PadRight(widest)}  {line.Subject}: {line.Figure}\n");
            if (line.Remedy is { } remedy) output.Write($"  remedy: {remedy}\n");
        }

        if (findingsOnly) return;
        output.Write('\n');
        if (result.Report is { } report)
        {
            output.Write(Printable.Line($"{report.Policy}, generation {report.Generation}{(report.AsOf is { } day ? $", as of {day}" : "")}: the report says {report.Verdict}"));
            output.Write($"; ledger root {report.Root}\n");
        }

        output.Write(Last(result) + "\n");
    }

    private static string Last(AuditResult result)
    {
        var (ok, failed, unchecked_) = (result.Count(AuditOutcome.Ok), result.Count(AuditOutcome.Failed), result.Count(AuditOutcome.NotChecked));
        var rest = unchecked_ == 0 ? "nothing was left unchecked" : $"NOT CHECKED: {unchecked_}";
        return failed > 0 ? $"failed: {failed} of {Totals.Plural(result.Lines.Count, "check")}, {ok} in order; {rest}" : $"nothing failed: {Totals.Plural(ok, "check")} in order; {rest}";
    }

    private static string Word(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Ok => "ok",
        AuditOutcome.Failed => "FAILED",
        _ => "not checked",
    };
}
