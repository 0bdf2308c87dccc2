using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.Lineage.Audit;

/// <summary>Takes the lines of an audit, and the findings that say the same. Not thread-safe.</summary>
internal sealed class AuditSheet
{
    private readonly List<AuditLine> _lines = [];
    private readonly List<Diagnostic> _found = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<AuditLine> Lines => _lines;

    /// <summary>The findings so far, in the order of the lines.</summary>
    public IReadOnlyList<Diagnostic> Findings => _found;

    /// <summary>Looked at, and in order.</summary>
    public void Ok(string check, string subject, string figure) => _lines.Add(new AuditLine(check, Printable.Line(subject), AuditOutcome.Ok, Printable.Line(figure), null));

    /// <summary>Looked at, and not in order.</summary>
    /// <param name="check">Which check.</param>
    /// <param name="subject">What was looked at.</param>
    /// <param name="code">Of the finding.</param>
    /// <param name="place">Where.</param>
    /// <param name="figure">What was found, and what should have been.</param>
    /// <param name="remedy">What to do about it.</param>
    public void Failed(string check, string subject, string code, Place place, string figure, string remedy) =>
        Add(check, subject, AuditOutcome.Failed, code, Severity.Violation, place, figure, remedy);

    /// <summary>Not looked at.</summary>
    public void NotChecked(string check, string subject, Place place, string figure, string remedy, string code = Codes.AuditNotChecked) =>
        Add(check, subject, AuditOutcome.NotChecked, code, Severity.Warning, place, figure, remedy);

    private void Add(string check, string subject, AuditOutcome outcome, string code, Severity severity, Place place, string figure, string remedy)
    {
        _lines.Add(new AuditLine(check, Printable.Line(subject), outcome, Printable.Line(figure), Printable.Line(remedy)));
        var words = outcome == AuditOutcome.Failed ? "failed" : "not checked";
        _found.Add(new Diagnostic(code, severity, place, $"{check} {words}: {subject}: {figure}", [remedy]) { Rank = _found.Count + 1 });
    }
}
