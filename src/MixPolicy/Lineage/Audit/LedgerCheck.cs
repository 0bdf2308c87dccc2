using System.Globalization;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>
/// That the ledger has the digest, the leaves and the root that the report says; that it starts with the parent's; and that every row of the manifest stands
/// in it.
/// </summary>
internal sealed class LedgerCheck : IAuditCheck
{
    private const string Restore = "restore the output folder as its build left it, or build the mix again";

    /// <inheritdoc/>
    public string Name => "ledger";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        var (stated, ledger) = (scope.Json.Member("ledger"), scope.Ledger);
        var (shown, place) = (scope.Show(ledger.Path), scope.At(ledger.Path));
        if (ledger.IsMissing)
        {
            scope.Sheet.NotChecked(Name, shown, place, $"{ledger.Fault}: the report's word for its root stands alone", "bring the ledger back beside the report");
            return;
        }

        if (ledger.Sha256 == stated.Hex("sha256") && ledger.Bytes == stated.Whole("bytes")) scope.Sheet.Ok(Name, shown, $"{Figures.Of(ledger.Bytes)} bytes, sha256 {ledger.Sha256}");
        else if (ledger.Sha256.Length == 0) scope.Sheet.Failed(Name, shown, Codes.AuditLedger, place, ledger.Fault!, Restore);
        else scope.Sheet.Failed(Name, shown, Codes.AuditLedger, place, $"has the SHA-256 {ledger.Sha256} ({Figures.Of(ledger.Bytes)} bytes), but the report says {stated.Hex("sha256")} ({Figures.Of(stated.Whole("bytes"))} bytes)", Restore);
        if (ledger.Sha256.Length == 0) return;
        CheckTree(scope, $"{shown} leaves", place);
        CheckRows(scope, $"{shown} and the manifest", place);
    }

    private void CheckTree(AuditScope scope, string subject, Place place)
    {
        var (stated, ledger) = (scope.Json.Member("ledger"), scope.Ledger);
        var (records, root, generation) = (stated.Whole("records"), stated.Digest("root"), scope.Json.Member("policy").Whole("generation"));
        var parent = stated.MemberIfAny("parent");
        var older = parent?.Whole("records") ?? 0;
        var inherited = parent is null || ledger.Root(older) is not { } prefix ? (bool?)null : prefix.Equals(parent.Value.Digest("root"));
        var where = inherited switch
        {
            true => string.Create(CultureInfo.InvariantCulture, $"; the parent's {older} leaves are as they were, so it is behind them"),
            false => string.Create(CultureInfo.InvariantCulture, $"; it is in the first {older} leaves, which the parent's ledger holds"),
            null => "",
        };
        string? fault = ledger.Fault is { } unreadable ? $"cannot be read to their end: {unreadable}"
            : ledger.Records != records ? $"there are {Figures.Of(ledger.Records)}, but the report says {Figures.Of(records)}"
            : !Equals(ledger.Root(records), root) ? $"their root is {ledger.Root(records)}, but the report says {root}"
            : inherited == false ? $"the first {Figures.Of(older)} have the root {ledger.Root(older)}, but the parent's ledger has {parent!.Value.Digest("root")}"
            : stated.Whole("admitted") != records - older ? $"the report says that {Figures.Of(stated.Whole("admitted"))} are new, but it is {Figures.Of(records - older)}"
            : ledger.LastGeneration > generation ? $"the last one was admitted by generation {ledger.LastGeneration}, and this is {generation}"
            : null;
        if (fault is not null) scope.Sheet.Failed(Name, subject, Codes.AuditLedger, place, fault + (ledger.Records == records || ledger.Fault is not null ? where : ""), Restore);
        else scope.Sheet.Ok(Name, subject, $"{Figures.Of(records)}, root {root}{(parent is null ? "" : $"; the first {Figures.Of(older)} are the parent's")}");
    }

    private void CheckRows(AuditScope scope, string subject, Place place)
    {
        if (scope.Ledger.Fault is not null) return;
        var manifest = scope.Beside(AuditRecount.ManifestName(scope));
        if (scope.Recount.Evidence is null)
        {
            scope.Sheet.NotChecked(Name, subject, place, "the manifest's rows are not at hand", "see the lines of the manifest");
            return;
        }

        var held = RowsInLedger.Compare(manifest, scope.Ledger.Leaves!, scope.Request.ScratchFolder, scope.Request.Threads, scope.Cancellation);
        if (held.Missing == 0) scope.Sheet.Ok(Name, subject, $"{Figures.Count(held.Rows, "row")}, each of them a leaf of the ledger");
        else
        {
            scope.Sheet.Failed(
                Name, subject, Codes.AuditLedger, scope.At(manifest),
                $"{Figures.Of(held.Missing)} of {Figures.Count(held.Rows, "row")} of the manifest {(held.Missing == 1 ? "is" : "are")} no leaf of the ledger; the first is row {Figures.Of(held.First!.Row)}: source {Policies.Shown.Quote(held.First.Source)}, id {Policies.Shown.Quote(held.First.Id)}, digest {held.First.Digest}",
                Restore);
        }
    }

    private static bool Equals(Digest256? a, Digest256 b) => a is { } found && found.Equals(b);
}
