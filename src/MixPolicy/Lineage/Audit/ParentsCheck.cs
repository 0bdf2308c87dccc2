using MixPolicy.Diagnostics;
using MixPolicy.Ledger;
using MixPolicy.Output;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>
/// The chain of generations, down to the first: that each ledger only grew out of the one before, by the proof that the child carries; and that each
/// ancestor's report, manifest and ledger are those that the child was built on.
/// </summary>
internal sealed class ParentsCheck : IAuditCheck
{
    private const int MostGenerations = 10_000;
    private const string Restore = "restore the ancestor's output folder as its build left it";

    /// <inheritdoc/>
    public string Name => "parents";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        var child = scope.Report;
        var folders = new List<string>();
        if (scope.Place is { } place) folders.Add(place.Folder);
        for (var generations = 0; generations < MostGenerations; generations++)
        {
            CheckGrowth(scope, child);
            if (Next(scope, child, folders) is not { } parent) return;
            child = parent;
        }

        scope.Sheet.NotChecked(Name, child.Name, child.Place, $"more than {MostGenerations} generations: no further one was looked at", "audit that report by itself");
    }

    /// <summary>The proof that the child carries is checked even where nothing of the parent is at hand.</summary>
    private void CheckGrowth(AuditScope scope, AuditedReport child)
    {
        var ledger = child.Json.Member("ledger");
        if (ledger.MemberIfAny("parent") is not { } older) return;
        var (first, second) = (older.Whole("records"), ledger.Whole("records"));
        var (firstRoot, secondRoot, proof) = (older.Digest("root"), ledger.Digest("root"), ledger.Digests("consistency"));
        var subject = $"growth of {child.Name}";
        var grew = first == 0 ? proof.Count == 0 && firstRoot.Equals(MerkleTree.Empty) : MerkleProof.VerifyConsistency(first, second, proof, firstRoot, secondRoot);
        if (grew) scope.Sheet.Ok(Name, subject, $"{Figures.Of(first)} leaves with the root {firstRoot} grew to {Figures.Of(second)}, as its proof of {proof.Count} {(proof.Count == 1 ? "hash" : "hashes")} shows");
        else scope.Sheet.Failed(Name, subject, Codes.AuditParent, child.Place, $"the proof does not show that the parent's ledger of {Figures.Of(first)} leaves with the root {firstRoot} only grew to {Figures.Of(second)} with the root {secondRoot}", "build the child again on its parent; if that fails too, the parent's records were replaced");
    }

    /// <summary>The parent's report, once it is the one that the child names; null where the chain ends or breaks off.</summary>
    private AuditedReport? Next(AuditScope scope, AuditedReport child, List<string> folders)
    {
        var (generation, ledger) = (child.Json.Member("policy").Whole("generation"), child.Json.Member("ledger").MemberIfAny("parent"));
        if (child.Json.MemberIfAny("parent") is not { } stated)
        {
            if (ledger is not null) scope.Sheet.Failed(Name, child.Name, Codes.AuditParent, child.Place, "its ledger grew from another, but the report names no parent", Restore);
            else if (generation == 0) scope.Sheet.Ok(Name, child.Name, "generation 0, the first of its line");
            else scope.Sheet.NotChecked(Name, child.Name, child.Place, $"generation {generation} names no parent: what came before it is not known, and nothing keeps it", "write rules.accumulate.parent, so that a chain can be followed");
            return null;
        }

        var (path, sha256, number) = (stated.Text("path"), stated.Hex("sha256"), stated.Whole("generation"));
        if (number >= generation || ledger is null)
        {
            scope.Sheet.Failed(Name, child.Name, Codes.AuditParent, child.Place, ledger is null ? "names a parent, but its ledger grew from none" : $"is of generation {generation}, and its parent of generation {number}, which is not before it", Restore);
            return null;
        }

        if (Find(path, sha256, folders, out var fault) is not { } full)
        {
            if (fault is null) scope.Sheet.NotChecked(Name, path, child.Place, $"the chain breaks off here: the report of generation {number} (sha256 {sha256}) is not there", "bring the ancestor's output folder back to where the policy looks for it");
            else scope.Sheet.Failed(Name, path, Codes.AuditParent, child.Place, $"the chain breaks off here: {fault}", Restore);
            return null;
        }

        return Read(scope, child, full, number);
    }

    /// <summary>An ancestor's path is counted from its child's policy; that of its child's policy from where it was built. A digest is what is believed.</summary>
    private static string? Find(string path, string sha256, List<string> folders, out string? fault)
    {
        fault = null;
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            fault = "no file can have that name";
            return null;
        }

        foreach (var folder in Enumerable.Reverse(folders))
        {
            var full = Path.GetFullPath(path, folder);
            var file = FoundFile.Load(full);
            if (file.Sha256 == sha256) return full;
            if (!file.IsMissing) fault ??= file.Fault is { } unreadable ? unreadable : $"it has the SHA-256 {file.Sha256}, but its child was built on {sha256}{Altered(full)}";
        }

        return null;
    }

    private static string Altered(string full) => AuditedReport.Read(full, "", out var fault) is { } report
        ? report.Fault is { } altered ? $"; it {altered}" : "; it is the report of another build"
        : $"; it {fault}";

    private AuditedReport? Read(AuditScope scope, AuditedReport child, string full, long number)
    {
        var shown = scope.Show(full);
        if (AuditedReport.Read(full, shown, out var fault) is not { } parent)
        {
            scope.Sheet.Failed(Name, shown, Codes.AuditParent, new Place(shown), fault!, Restore);
            return null;
        }

        var (stated, ledger) = (child.Json.Member("parent"), child.Json.Member("ledger").Member("parent"));
        var own = parent.Json.Member("ledger");
        var faults = new List<string>();
        if (parent.Fault is { } altered) faults.Add(altered);
        if (parent.Json.Member("policy").Whole("generation") != number) faults.Add($"is of generation {parent.Json.Member("policy").Whole("generation")}, but its child says {number}");
        if (parent.Json.Member("manifest").Hex("sha256") != stated.Hex("manifest_sha256")) faults.Add("names another manifest than its child does");
        if (own.Whole("records") != ledger.Whole("records") || own.Hex("root") != ledger.Hex("root")) faults.Add($"says that its ledger has {own.Whole("records")} leaves with the root {own.Hex("root")}, but its child {ledger.Whole("records")} with the root {ledger.Hex("root")}");
        if (faults.Count > 0) scope.Sheet.Failed(Name, shown, Codes.AuditParent, new Place(shown), string.Join("; ", faults), Restore);
        else scope.Sheet.Ok(Name, shown, $"generation {number}, verdict {parent.Json.Text("verdict")}; sha256, manifest and ledger as its child says");
        CheckFile(scope, parent, parent.Json.Member("manifest"), ManifestName(parent));
        CheckLedger(scope, parent, own);
        StatementCheck.Check(scope, parent, Name);
        SignatureCheck.CheckAncestor(scope, parent, Name);
        return parent;
    }

    private static string ManifestName(AuditedReport parent) => parent.Json.Member("manifest").Text("file") is var name && OutputNames.IsPlain(name)
        ? name : throw new InvalidDataException("names its manifest by a path");

    private bool CheckFile(AuditScope scope, AuditedReport parent, System.Text.Json.JsonElement stated, string name)
    {
        var path = Path.Combine(parent.Folder, name);
        var (shown, file) = (scope.Show(path), FoundFile.Hash(path, scope.Cancellation));
        if (file.IsMissing) scope.Sheet.NotChecked(Name, shown, new Place(shown), file.Fault!, "bring it back beside the ancestor's report");
        else if (file.Fault is { } fault) scope.Sheet.Failed(Name, shown, Codes.AuditParent, new Place(shown), fault, Restore);
        else if (file.Sha256 != stated.Hex("sha256") || file.Bytes != stated.Whole("bytes")) scope.Sheet.Failed(Name, shown, Codes.AuditParent, new Place(shown), $"has the SHA-256 {file.Sha256} ({Figures.Of(file.Bytes)} bytes), but its report says {stated.Hex("sha256")} ({Figures.Of(stated.Whole("bytes"))} bytes)", Restore);
        else
        {
            scope.Sheet.Ok(Name, shown, $"{Figures.Of(file.Bytes)} bytes, sha256 {file.Sha256}");
            return true;
        }

        return false;
    }

    private void CheckLedger(AuditScope scope, AuditedReport parent, System.Text.Json.JsonElement stated)
    {
        if (!CheckFile(scope, parent, stated, LedgerFile.FileName)) return;
        var path = Path.Combine(parent.Folder, LedgerFile.FileName);
        var (shown, records, root) = (scope.Show(path), stated.Whole("records"), stated.Digest("root"));
        var tree = LedgerTree.Read(path, scope.Cancellation);
        if (tree.Fault is null && tree.Size == new LedgerSize(records, root)) scope.Sheet.Ok(Name, $"{shown} leaves", $"{Figures.Of(records)}, root {root}");
        else scope.Sheet.Failed(Name, $"{shown} leaves", Codes.AuditParent, new Place(shown), tree.Fault ?? $"{Figures.Of(tree.Size.Records)} with the root {tree.Size.Root}, but its report says {Figures.Of(records)} with the root {root}", Restore);
    }
}
