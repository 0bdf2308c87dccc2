using MixPolicy.Diagnostics;
using MixPolicy.Rules;
using MixPolicy.Signing;

namespace MixPolicy.Lineage.Audit;

/// <summary>
/// That the statement, and the lines of the ledger's checkpoint, are what follows from the report, byte for byte: so that a signature over them is one over
/// the report, its root and its verdicts.
/// </summary>
internal sealed class StatementCheck : IAuditCheck
{
    private const string Restore = "restore the folder as its build left it";

    /// <inheritdoc/>
    public string Name => "statement";

    /// <inheritdoc/>
    public void Run(AuditScope scope) => Check(scope, scope.Report, Name);

    /// <summary>Checks those of a report.</summary>
    /// <param name="scope">Takes the lines.</param>
    /// <param name="report">The report.</param>
    /// <param name="name">What the lines are called.</param>
    public static void Check(AuditScope scope, AuditedReport report, string name)
    {
        CheckStatement(scope, report, name);
        CheckCheckpoint(scope, report, name);
    }

    private static void CheckStatement(AuditScope scope, AuditedReport report, string name)
    {
        var path = Path.Combine(report.Folder, StatementWriter.FileName);
        var (shown, place, file) = (scope.Show(path), scope.At(path), FoundFile.Load(path));
        if (file.IsMissing) scope.Sheet.NotChecked(name, shown, place, file.Fault!, "bring it back beside the report");
        else if (file.Fault is { } fault) scope.Sheet.Failed(name, shown, Codes.AuditStatement, place, fault, Restore);
        else if (report.Document is not { } document) scope.Sheet.NotChecked(name, shown, place, "what it must say follows from the report, which is not as it was written", "see the line of the report");
        else if (ByteDifference.Of(StatementWriter.Write(document), file.Content) is { } difference) scope.Sheet.Failed(name, shown, Codes.AuditStatement, difference.In(shown), $"is not what follows from the report: {difference.Words}", Restore);
        else scope.Sheet.Ok(name, shown, $"{Figures.Of(file.Bytes)} bytes, as they follow from the report; subject {report.Json.Member("ledger").Hex("root")}");
    }

    private static void CheckCheckpoint(AuditScope scope, AuditedReport report, string name)
    {
        var path = Path.Combine(report.Folder, Checkpoint.FileName);
        var (shown, place, file) = (scope.Show(path), scope.At(path), FoundFile.Load(path));
        if (file.IsMissing)
        {
            scope.Sheet.NotChecked(name, shown, place, file.Fault!, "bring it back beside the report");
            return;
        }

        var ledger = report.Json.Member("ledger");
        var expected = new Checkpoint($"mixpolicy/{report.Json.Member("policy").Text("name")}", ledger.Whole("records"), ledger.Hex("root"), null);
        var fault = file.Fault;
        if (fault is null && Checkpoint.Read(file.Content, out fault) is { } found && found with { Signature = null } != expected)
        {
            fault = $"says {Policies.Shown.Quote(found.Origin)}, {Figures.Of(found.Records)} records with the root {found.Root}; the report says '{expected.Origin}', {Figures.Of(expected.Records)} with the root {expected.Root}";
        }

        if (fault is not null) scope.Sheet.Failed(name, shown, Codes.AuditStatement, place, fault, Restore);
        else scope.Sheet.Ok(name, shown, $"{Figures.Of(expected.Records)} records, root {expected.Root}");
    }
}
