using MixPolicy.Diagnostics;
using MixPolicy.Lineage;
using MixPolicy.Output;
using MixPolicy.Sources;

namespace MixPolicy.Signing;

/// <summary>
/// The last of the outputs: the statement and the ledger's checkpoint, which follow from the lineage report; and, where there is a key, the signature over
/// each and the one over the folder as it will be. Comes after everything else is staged, and before any of it is put in place.
/// </summary>
internal static class OutputSignature
{
    /// <summary>Name of the statement's signature.</summary>
    public const string BundleName = "statement.sigstore.json";

    /// <summary>Stages them; false when that failed, which is then reported, and nothing may be committed.</summary>
    public static bool Stage(OutputFolder folder, byte[] lineage, ISigner? signer, Place policy, DiagnosticBag diagnostics)
    {
        try
        {
            Stage(folder, lineage, signer is null ? null : CheckedSigner.Of(signer));
            return true;
        }
        catch (SigningException e)
        {
            diagnostics.Error(e.Code, policy, $"{e.Message}. Nothing was written", e.Remedy);
            return false;
        }
    }

    private static void Stage(OutputFolder folder, byte[] lineage, CheckedSigner? signer)
    {
        var report = LineageDocument.Read(lineage, out var fault) ?? throw new InvalidOperationException($"the report just written {fault!.Words}");
        var statement = StatementWriter.Write(report);
        folder.Stage(StatementWriter.FileName, statement);
        if (signer is not null) folder.Stage(BundleName, SigstoreBundle.Sign(statement, signer));
        var checkpoint = Checkpoint.Of(report);
        folder.Stage(Checkpoint.FileName, (signer is null ? checkpoint : checkpoint.Sign(signer)).Write());
        if (signer is null)
        {
            folder.Delete(BundleName);
            folder.Delete(FolderStatement.FileName);
            return;
        }

        folder.Stage(FolderStatement.FileName, SigstoreBundle.Sign(FolderStatement.Write(Path.GetFileName(folder.FullPath), Files(folder)), signer));
    }

    /// <summary>What the folder will hold: what stands there and stays, and what is staged.</summary>
    private static List<FolderFile> Files(OutputFolder folder)
    {
        var staged = folder.Digests();
        var names = new SortedDictionary<string, string?>(FolderStatement.Order);
        foreach (var (name, path) in Standing(folder, staged)) names[name] = path;
        foreach (var name in staged.Keys.Where(name => !FolderStatement.Ignored.Contains(name))) names[name] = null;
        return [.. names.Select(file => new FolderFile(file.Key, file.Value is null ? staged[file.Key] : Digest(file.Key, file.Value)))];
    }

    private static SortedDictionary<string, string> Standing(OutputFolder folder, IReadOnlyDictionary<string, string> staged)
    {
        try
        {
            return FolderListing.Of(
                folder.FullPath,
                name => staged.ContainsKey(name) || folder.Deleted.Contains(name) || OutputNames.IsStaged(name) || OutputNames.IsWork(name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable("the output folder", e);
        }
    }

    private static string Digest(string name, string path)
    {
        try
        {
            return Convert.ToHexStringLower(FileFingerprint.Compute(path, CancellationToken.None).Sha256);
        }
        catch (IOException e)
        {
            throw Unreadable(Policies.Shown.Quote(name), e);
        }
    }

    private static SigningException Unreadable(string what, Exception e) => new(
        Codes.FolderUnsignable, $"{what} cannot be read, so the folder cannot be signed: {e.Message}", "make it readable, or move it out of the output folder");
}
