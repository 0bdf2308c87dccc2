using MixPolicy.Diagnostics;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>That the manifest has the digest, the rows and the root over them that the report says.</summary>
internal sealed class ManifestFileCheck : IAuditCheck
{
    private const string Restore = "restore the output folder as its build left it, or build the mix again";

    /// <inheritdoc/>
    public string Name => "manifest";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        var stated = scope.Json.Member("manifest");
        var path = scope.Beside(AuditRecount.ManifestName(scope));
        var (shown, place) = (scope.Show(path), scope.At(path));
        var file = FoundFile.Hash(path, scope.Cancellation);
        if (file.IsMissing)
        {
            scope.Sheet.NotChecked(Name, shown, place, $"{file.Fault}: nothing of the mix itself can be checked", "bring the manifest back beside the report");
            return;
        }

        if (file.Fault is { } fault)
        {
            scope.Sheet.Failed(Name, shown, Codes.AuditManifest, place, fault, Restore);
            return;
        }

        if (file.Sha256 == stated.Hex("sha256") && file.Bytes == stated.Whole("bytes")) scope.Sheet.Ok(Name, shown, $"{Figures.Of(file.Bytes)} bytes, sha256 {file.Sha256}");
        else scope.Sheet.Failed(Name, shown, Codes.AuditManifest, place, $"has the SHA-256 {file.Sha256} ({Figures.Of(file.Bytes)} bytes), but the report says {stated.Hex("sha256")} ({Figures.Of(stated.Whole("bytes"))} bytes)", Restore);
        CheckRows(scope, shown, place, stated.Whole("rows"), stated.Hex("root"));
    }

    private void CheckRows(AuditScope scope, string shown, Place place, long rows, string root)
    {
        var subject = $"{shown} rows";
        if (scope.Recount.Evidence is not { } evidence)
        {
            if (scope.Policy.Policy is null) scope.Sheet.NotChecked(Name, subject, place, scope.Recount.Fault!, "see the line of the policy");
            else scope.Sheet.Failed(Name, subject, Codes.AuditManifest, place, $"cannot be read to their end: {scope.Recount.Fault}", Restore);
            return;
        }

        var found = evidence.Root!.Value.ToString();
        if (evidence.Rows == rows && found == root) scope.Sheet.Ok(Name, subject, $"{Figures.Count(rows, "row")}, root {found}");
        else scope.Sheet.Failed(Name, subject, Codes.AuditManifest, place, $"{Figures.Count(evidence.Rows, "row")} with the root {found}, but the report says {Figures.Of(rows)} with the root {root}", Restore);
    }
}
