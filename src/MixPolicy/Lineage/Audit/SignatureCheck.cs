using MixPolicy.Diagnostics;
using MixPolicy.Signing;

namespace MixPolicy.Lineage.Audit;

/// <summary>
/// Who says so: the signature over the statement, the one over the ledger's checkpoint and the one over the folder, against the key that is given. With a
/// key, a signature that is not there is one that fails: else whoever changes a report need only delete it.
/// </summary>
internal sealed class SignatureCheck : IAuditCheck
{
    private const string GiveKey = "give the signer's public key: --key pub.pem, got another way than this folder";
    private const string Restore = "restore the folder as its build left it, or take it for nobody's word";

    private static readonly string[] Signatures = [OutputSignature.BundleName, FolderStatement.FileName];

    /// <inheritdoc/>
    public string Name => "signature";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        var folder = scope.Report.Folder;
        if (scope.Request.KeyPem is { } key)
        {
            Check(scope, folder, key, Name);
            return;
        }

        var there = Signatures.Where(name => FoundFile.Load(Path.Combine(folder, name)) is { IsMissing: false }).ToList();
        if (there.Count > 0) scope.Sheet.NotChecked(Name, scope.Report.Name, scope.Report.Place, $"SIGNATURE NOT VERIFIED: {string.Join(" and ", there)} {(there.Count == 1 ? "is" : "are")} there, but no key was given", GiveKey, Codes.AuditUnsigned);
        else scope.Sheet.NotChecked(Name, scope.Report.Name, scope.Report.Place, "UNSIGNED: nothing shows who wrote this report; all that follows is that the folder agrees with itself", "sign when you build, and audit with --key", Codes.AuditUnsigned);
    }

    /// <summary>
    /// Checks the signatures of an ancestor. Its child binds all that it says, so that another key, or none, is no failure; but where anything in its folder
    /// is of the given key, all must be.
    /// </summary>
    public static void CheckAncestor(AuditScope scope, AuditedReport ancestor, string name)
    {
        if (scope.Request.KeyPem is not { } key) return;
        if (IsOf(ancestor.Folder, PublicKey.Read(key, out _)!)) Check(scope, ancestor.Folder, key, name);
        else scope.Sheet.NotChecked(name, $"signature of {ancestor.Name}", ancestor.Place, "is not of the given key, or not there: the ancestor stands by what its child says of it", "audit the ancestor by itself, with the key that signed it");
    }

    private static bool IsOf(string folder, PublicKey key)
    {
        foreach (var name in Signatures)
        {
            if (ReadBundle.Of(FoundFile.Load(Path.Combine(folder, name)).Content, out _) is { } bundle && (bundle.Hint == key.Hint || bundle.KeyId == key.KeyId)) return true;
        }

        return Checkpoint.Read(FoundFile.Load(Path.Combine(folder, Checkpoint.FileName)).Content, out _) is { Signature: { } signature } && signature.AsSpan().StartsWith(key.NoteId);
    }

    private static void Check(AuditScope scope, string folder, string key, string name)
    {
        var hint = PublicKey.Read(key, out _)!.Hint;
        Check(OutputSignature.BundleName, $"the given key (sha256 {hint}) signed {StatementWriter.FileName}", bundle =>
        {
            var statement = FoundFile.Load(Path.Combine(folder, StatementWriter.FileName));
            return statement.Fault is { } lacking ? [$"signs {StatementWriter.FileName}, which {lacking}"] : Faults(BundleVerifier.Fault(statement.Content, bundle, key));
        });
        Check(Checkpoint.FileName, "the given key signed the ledger's size and root", bytes => Faults(Checkpoint.Read(bytes, out var fault) is { } read ? read.SignatureFault(key) : fault));
        Check(FolderStatement.FileName, "the given key signed every file of the folder, and no other is there", bundle => FolderVerifier.Faults(folder, bundle, key, scope.Cancellation));

        void Check(string file, string holds, Func<byte[], IReadOnlyList<string>> verify)
        {
            var path = Path.Combine(folder, file);
            var (shown, place, found) = (scope.Show(path), scope.At(path), FoundFile.Load(path));
            var faults = found.Fault is { } unread ? [$"{unread}, but a key was given: what must be signed is not"] : verify(found.Content);
            foreach (var fault in faults) scope.Sheet.Failed(name, shown, Codes.AuditSignature, place, fault, Restore);
            if (faults.Count == 0) scope.Sheet.Ok(name, shown, holds);
        }
    }

    private static IReadOnlyList<string> Faults(string? fault) => fault is null ? [] : [fault];
}
