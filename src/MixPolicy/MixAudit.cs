using MixPolicy.Diagnostics;
using MixPolicy.Lineage.Audit;
using MixPolicy.Output;
using MixPolicy.Signing;
using MixPolicy.Sources;

namespace MixPolicy;

/// <summary>
/// Checks a lineage report and all that it rests on, offline, by what is at hand: what is not at hand is said to be not checked, and never to be in order.
/// </summary>
public static class MixAudit
{
    /// <summary>The checks, in the order of their lines.</summary>
    private static readonly IReadOnlyList<IAuditCheck> Checks =
    [
        new ReportCheck(),
        new SignatureCheck(),
        new StatementCheck(),
        new PolicyCheck(),
        new TombstonesCheck(),
        new SourceFilesCheck(),
        new ManifestFileCheck(),
        new LedgerCheck(),
        new VerdictsCheck(),
        new KeptCheck(),
        new ParentsCheck(),
        new WaiversCheck(),
        new SinceCheck(),
        new ReplayCheck(),
    ];

    /// <summary>Audits a report. Thread-safe, with a scratch folder for each audit. What is wrong is in the result, not thrown.</summary>
    /// <param name="request">What to audit, and by what.</param>
    /// <param name="progress">Told now and then how far a replay is, from any thread; may be null.</param>
    /// <param name="cancellation">Ends the audit.</param>
    /// <exception cref="OperationCanceledException">The audit was cancelled.</exception>
    public static AuditResult Run(AuditRequest request, IProgress<BuildProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var shown = request.Report.Replace('\\', '/');
        string? fault = "is no path";
        if (request.Report.Contains('\0', StringComparison.Ordinal) || AuditedReport.Read(Path.GetFullPath(request.Report, request.Directory), shown, out fault) is not { } report)
        {
            return NotEvaluated(Codes.AuditUnreadable, new Place(shown), $"the report {fault}", "name the lineage.json of an output folder");
        }

        if (KeptLedger.Read(request, out fault) is null && fault is not null) return NotEvaluated(Codes.BadArguments, new Place(""), $"--since: {fault}");
        if (request.KeyPem is { } key && PublicKey.Read(key, out fault) is null) return NotEvaluated(Codes.BadArguments, new Place(""), $"--key: the key {fault}");
        using var scope = new AuditScope(request, report, progress, cancellation);
        foreach (var check in Checks) Run(check, scope);
        var outcome = scope.Sheet.Lines.Any(l => l.Outcome == AuditOutcome.Failed) ? BuildOutcome.Violated : BuildOutcome.Satisfied;
        return new AuditResult(outcome, scope.Sheet.Lines, scope.Sheet.Findings, Summary(scope)) { LimitsJudged = VerdictsCheck.CountLimits(scope.Sheet.Lines) };
    }

    /// <summary>A report that does not say what a check goes by fails that check, and the others go on.</summary>
    private static void Run(IAuditCheck check, AuditScope scope)
    {
        try
        {
            check.Run(scope);
        }
        catch (InvalidDataException e)
        {
            scope.Sheet.Failed(check.Name, scope.Report.Name, Codes.AuditReport, scope.Report.Place, $"the report {e.Message}", "restore the report as its build left it");
        }
        catch (SourceFileException e)
        {
            scope.Sheet.Failed(check.Name, scope.Report.Name, e.Code, scope.Report.Place, e.Message, e.Remedy ?? "restore the output folder as its build left it");
        }
        catch (OutputUnwritableException e)
        {
            scope.Sheet.NotChecked(check.Name, scope.Report.Name, scope.Report.Place, e.Message, "make room for scratch files");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            scope.Sheet.NotChecked(check.Name, scope.Report.Name, scope.Report.Place, $"a file changed, or went away, while it was read: {e.Message}", "audit again");
        }
    }

    private static AuditedSummary? Summary(AuditScope scope)
    {
        try
        {
            var policy = scope.Json.Member("policy");
            return new AuditedSummary(
                policy.Text("name"), policy.Whole("generation"), policy.TextOrNull("as_of"), scope.Json.Text("verdict"), scope.Json.Member("ledger").Hex("root"));
        }
        catch (InvalidDataException)
        {
            return null; // said by the checks
        }
    }

    private static AuditResult NotEvaluated(string code, Place place, string message, params string[] remedies) =>
        new(BuildOutcome.NotEvaluated, [], [new Diagnostic(code, Severity.Error, place, message, remedies)], null);
}
