using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Lineage;
using MixPolicy.Manifests;
using MixPolicy.Output;
using MixPolicy.Policies;
using MixPolicy.Reuse;
using MixPolicy.Rules;
using MixPolicy.Scanning;
using MixPolicy.Sources;
using MixPolicy.Suggestions;
using MixPolicy.Waivers;

namespace MixPolicy;

/// <summary>The main path: Policy -> Inventory -> MixPlan -> Selection -> Manifest -> Evidence -> LineageReport.</summary>
public static class MixBuild
{
    /// <summary>Builds a mix, or judges one, as a policy states it. Thread-safe; of two builds into one folder at a time one waits or is refused.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="progress">Told now and then how far the run is, from any thread; may be null.</param>
    /// <param name="cancellation">Ends the run; outputs stay as they were.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static BuildResult Run(BuildRequest request, IProgress<BuildProgress>? progress, CancellationToken cancellation) =>
        Answer(request, progress, cancellation) with { File = request.Policy, ToolVersion = request.ToolVersion };

    private static BuildResult Answer(BuildRequest request, IProgress<BuildProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var diagnostics = new DiagnosticBag();
        var path = Path.GetFullPath(request.Policy, request.Directory);
        var policy = PolicyReader.Read(request.Policy, path, diagnostics, request.AsOf);
        if (policy is null || diagnostics.HasErrors) return BuildResults.NotEvaluated(diagnostics);
        if (request.NoWaivers) policy = policy with { Waivers = [] };
        var notes = new RunNotes();
        var result = Run(policy, request, notes, diagnostics, progress, cancellation);
        if (!request.Suggest || request.Manifest is not null || result.Outcome != BuildOutcome.Violated) return result;
        var trial = request with { CheckOnly = true, Locked = false };
        return PolicySuggestion.AddTo(result, policy, path, notes, (other, left) => Run(other, trial, left, new DiagnosticBag(), progress, cancellation), cancellation);
    }

    /// <summary>Builds under a policy that is read already, such as a report keeps.</summary>
    internal static BuildResult Run(Policy policy, BuildRequest request, IProgress<BuildProgress>? progress, CancellationToken cancellation) =>
        Run(policy, request, new RunNotes(), new DiagnosticBag(), progress, cancellation);

    private static BuildResult Run(
        Policy policy, BuildRequest request, RunNotes notes, DiagnosticBag diagnostics, IProgress<BuildProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            using var folder = OutputFolder.Open(request, policy, cancellation);
            var result = request.Manifest is { } manifest
                ? ManifestCheck.Run(policy, manifest, request, folder, diagnostics, cancellation)
                : Build(policy, request, folder, notes, diagnostics, progress, cancellation);
            return result with { Folder = folder.FullPath };
        }
        catch (Exception e) when (e is OutputBusyException or OutputUnwritableException)
        {
            diagnostics.Error(e is OutputBusyException ? Codes.OutputBusy : Codes.OutputUnwritable, policy.Place, e.Message);
            return BuildResults.NotEvaluated(diagnostics);
        }
    }

    private static BuildResult Build(
        Policy policy, BuildRequest request, OutputFolder folder, RunNotes notes, DiagnosticBag diagnostics, IProgress<BuildProgress>? progress,
        CancellationToken cancellation)
    {
        var files = SourceResolver.Resolve(policy, diagnostics);
        var ancestry = Ancestry.Open(policy, folder.FullPath, diagnostics);
        if (diagnostics.HasErrors) return BuildResults.NotEvaluated(diagnostics);
        var memory = BuildMemory.Open(request, policy, files, ancestry?.Files ?? [], folder);
        if (!request.Suggest && memory.Recall(progress, cancellation) is { } earlier) return earlier;
        using var parent = ParentTexts.Read(ancestry, folder.WorkFolder, request.Threads, diagnostics, cancellation);
        if (diagnostics.HasErrors) return BuildResults.NotEvaluated(diagnostics);
        var schema = RecordSchema.Of(policy);
        var scan = new SourceScan(policy, schema, memory.ForScan(), folder.WorkFolder, request.Threads, diagnostics, progress, cancellation);
        using var index = scan.Run(files);
        if (index is null) return BuildResults.NotEvaluated(diagnostics);
        var identities = new IdentityCheck(policy, index, diagnostics);
        identities.Run(request.Threads, cancellation);
        var outputs = new BuildOutputs(folder, request, policy, index, memory);
        if (diagnostics.HasErrors) return outputs.Abandon(diagnostics);
        progress?.Report(new BuildProgress("plan", 0, 0));
        using var pool = SettledPool.Of(policy, schema, index, parent, request.Threads, diagnostics, cancellation);
        if (pool is null) return outputs.Abandon(diagnostics);
        (policy, var inventory) = (pool.Policy, pool.Inventory);
        (notes.Problem, var plan, var selection) = PlannedMix.Of(policy, inventory, request.Threads, diagnostics, progress, cancellation);
        if (outputs.WriteLedger(schema, ancestry, diagnostics, cancellation) is not { } ledger) return outputs.Abandon(diagnostics);
        var manifest = outputs.WriteManifest(stream => ManifestWriter.Write(policy, policy.Digest, inventory, ledger, selection, stream, request.Threads, cancellation), cancellation);

        progress?.Report(new BuildProgress("judge", 0, manifest.Rows));
        var evidence = ManifestRecount.Run(
            policy, schema, outputs.ManifestPath, ManifestLayout.FileName, pool.Knowledge, hashes: true, folder.WorkFolder, request.Threads, diagnostics, cancellation);
        if (evidence is null) return outputs.Abandon(diagnostics);
        var verdicts = notes.Verdicts = MixJudge.Judge(policy, evidence, diagnostics);
        var report = new LineageReport(request.ToolVersion, policy, policy.Digest, inventory, identities.Repeated, plan, selection, ledger, manifest, evidence, verdicts);
        return outputs.Publish(report, diagnostics);
    }
}
