using MixPolicy.Diagnostics;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>That the report is in its one form, has the digest that it carries, and says a verdict under which reports are written.</summary>
internal sealed class ReportCheck : IAuditCheck
{
    private static readonly string[] Verdicts = ["satisfied", "warned", "waived"];

    /// <inheritdoc/>
    public string Name => "report";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        var report = scope.Report;
        if (report.Fault is { } fault)
        {
            scope.Sheet.Failed(
                Name, report.Name, Codes.AuditReport, report.Place,
                $"{fault}; it was changed after it was written, and the checks below go by what it says now",
                "restore the report as its build left it; a signed statement, or the child's report, names the SHA-256 that it had");
            return;
        }

        var (policy, verdict) = (scope.Json.Member("policy"), scope.Json.Text("verdict"));
        if (!Verdicts.Contains(verdict))
        {
            scope.Sheet.Failed(
                Name, report.Name, Codes.AuditReport, report.Place, $"says the verdict {Policies.Shown.Quote(verdict)}; reports are written of mixes that are {string.Join(", ", Verdicts)} only",
                "build the mix again");
            return;
        }

        scope.Sheet.Ok(
            Name, report.Name,
            $"generation {policy.Whole("generation")} of '{policy.Text("name")}'{(policy.TextOrNull("as_of") is { } day ? $" as of {day}" : "")}, verdict {verdict}; "
            + $"{Figures.Of(report.Bytes.Length)} bytes in the one form, digest {report.Document!.Digest}");
    }
}
