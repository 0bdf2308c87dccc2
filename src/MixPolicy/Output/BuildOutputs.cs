using System.Security.Cryptography;
using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Ledger;
using MixPolicy.Lineage;
using MixPolicy.Manifests;
using MixPolicy.Policies;
using MixPolicy.Reuse;
using MixPolicy.Scanning;
using MixPolicy.Signing;
using MixPolicy.Sources;

namespace MixPolicy.Output;

/// <summary>What one run writes, and when: outputs on success, findings beside the last good outputs on a violation, nothing for a check.</summary>
internal sealed class BuildOutputs(OutputFolder folder, BuildRequest request, Policy policy, RecordIndex index, BuildMemory memory)
{
    /// <summary>Name of the file for records that were set aside.</summary>
    public const string QuarantineName = "quarantine.jsonl";

    /// <summary>Name of the file that says where the policy and its sources lie.</summary>
    public const string SourcesName = "sources.json";

    /// <summary>Where the manifest is until it is put in place.</summary>
    public string ManifestPath => Keeps ? folder.StagedPath(ManifestLayout.FileName) : Path.Combine(folder.WorkFolder, ManifestLayout.FileName);

    /// <summary>False when the run only looks.</summary>
    private bool Keeps => !request.CheckOnly && !request.Locked;

    /// <summary>Writes the manifest where it can be judged before anything is put in place.</summary>
    public ManifestFile WriteManifest(Func<Stream, long> write, CancellationToken cancellation)
    {
        long rows;
        using (var stream = Keeps
            ? folder.Stage(ManifestLayout.FileName)
            : new FileStream(ManifestPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 17))
        {
            rows = write(stream);
        }

        var (sha256, bytes) = FileFingerprint.Compute(ManifestPath, cancellation);
        return new ManifestFile(Convert.ToHexStringLower(sha256), bytes, rows);
    }

    /// <summary>Writes the pool's ledger where the parent's goes on; null when the parent's is refused (then reported).</summary>
    public LedgerFile? WriteLedger(RecordSchema schema, Ancestry? ancestry, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        try
        {
            using var stream = Keeps ? folder.Stage(LedgerFile.FileName) : Stream.Null;
            using var leaves = PoolLeaves.Take(policy, schema, index, request.Threads, cancellation);
            return LedgerWriter.Write(leaves, ancestry?.Parent?.Ledger, stream, request.Threads, cancellation);
        }
        catch (SourceFileException e)
        {
            var fault = e.Code == Codes.ParentAltered ? e.Message : $"cannot be read: {e.Message}";
            diagnostics.Error(
                e.Code, ancestry!.Terms.Parent!.Value.Place, $"the parent's ledger {Shown.Quote(ancestry.Parent!.Ledger.File.Name)} {fault}",
                "restore the parent's output folder as its build left it, or build the parent again");
            return null;
        }
    }

    /// <summary>Ends a run that was not judged after its scan: what was set aside is still shown, and why there is nothing to judge.</summary>
    public BuildResult Abandon(DiagnosticBag diagnostics)
    {
        if (!Keeps) return BuildResults.NotEvaluated(diagnostics);
        folder.Discard(ManifestLayout.FileName);
        folder.Discard(LedgerFile.FileName);
        StageQuarantine(removeStale: false);
        if (diagnostics.HasViolations && !diagnostics.HasErrors)
        {
            folder.Stage(ViolationsWriter.FileName, ViolationsWriter.Write(request.ToolVersion, policy, policy.Digest, diagnostics.Sorted(), []));
        }

        return Commit(diagnostics, null);
    }

    /// <summary>Ends a run that was judged.</summary>
    public BuildResult Publish(LineageReport report, DiagnosticBag diagnostics)
    {
        var lineage = LineageWriter.Write(report);
        if (request.Locked) CompareWithLast(report, lineage, diagnostics);
        var summary = BuildResults.Summary(report);
        if (!Keeps || diagnostics.HasErrors) return BuildResults.Of(diagnostics, summary, []);
        if (diagnostics.HasViolations)
        {
            folder.Discard(ManifestLayout.FileName);
            folder.Discard(LedgerFile.FileName);
            folder.Stage(ViolationsWriter.FileName, ViolationsWriter.Write(
                report.ToolVersion, policy, report.PolicyDigest, diagnostics.Sorted(), report.Verdicts));
            StageQuarantine(removeStale: false);
        }
        else
        {
            folder.Stage(LineageReport.FileName, lineage);
            folder.Stage(SourcesName, CanonicalJson.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("folder", OutputPaths.Relative(folder.FullPath, policy.Folder));
                json.WriteString("policy", OutputPaths.Relative(folder.FullPath, Path.GetFullPath(request.Policy, request.Directory)));
                json.WriteEndObject();
            }));
            StageQuarantine(removeStale: true);
            folder.Delete(ViolationsWriter.FileName);
            if (!OutputSignature.Stage(folder, lineage, request.Signer, policy.Place, diagnostics)) return BuildResults.Of(diagnostics, summary, []);
        }

        return Commit(diagnostics, summary);
    }

    private BuildResult Commit(DiagnosticBag diagnostics, BuildSummary? summary)
    {
        var result = BuildResults.Of(diagnostics, summary, folder.Commit());
        OutputUsers.Note(folder.FullPath, request.SharedBy);
        memory.Keep(result, index.Files);
        return result;
    }

    private void StageQuarantine(bool removeStale)
    {
        var parts = index.Units.Select(u => u.QuarantinePath).OfType<string>().ToList();
        if (parts.Count == 0)
        {
            if (removeStale) folder.Delete(QuarantineName);
            return;
        }

        using var stream = folder.Stage(QuarantineName);
        foreach (var part in parts)
        {
            using var records = File.OpenRead(part);
            records.CopyTo(stream);
        }
    }

    private void CompareWithLast(LineageReport report, byte[] lineage, DiagnosticBag diagnostics)
    {
        if (diagnostics.HasErrors || diagnostics.HasViolations) return;
        var differing = new List<string>();
        if (DigestOf(ManifestLayout.FileName) != report.Manifest.Sha256) differing.Add(ManifestLayout.FileName);
        if (DigestOf(LedgerFile.FileName) != report.Ledger.Sha256) differing.Add(LedgerFile.FileName);
        if (DigestOf(LineageReport.FileName) != Convert.ToHexStringLower(SHA256.HashData(lineage))) differing.Add(LineageReport.FileName);
        if (differing.Count == 0) return;
        diagnostics.Add(new Diagnostic(
            Codes.LockedMismatch, Severity.Violation, policy.Place,
            $"--locked: {string.Join(" and ", differing)} in {OutputPaths.Relative(request.Directory, folder.FullPath)} would not come out as they are",
            ["run build without --locked and commit the result", "restore the policy and the sources that it was built from"]));
    }

    private string? DigestOf(string name)
    {
        var path = Path.Combine(folder.FullPath, name);
        return File.Exists(path) ? Convert.ToHexStringLower(FileFingerprint.Compute(path, CancellationToken.None).Sha256) : null;
    }
}
