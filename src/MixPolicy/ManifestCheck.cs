using MixPolicy.Diagnostics;
using MixPolicy.Generations;
using MixPolicy.Manifests;
using MixPolicy.Output;
using MixPolicy.Policies;
using MixPolicy.Rules;
using MixPolicy.Scanning;

namespace MixPolicy;

/// <summary>Judges a manifest that some other tool made: the same recount, the same judge, but no pool. What rests on the pool is not judged, and said so.</summary>
internal static class ManifestCheck
{
    /// <summary>Judges; the figures and verdicts, or what kept them from being taken.</summary>
    public static BuildResult Run(
        Policy policy, string manifest, BuildRequest request, OutputFolder folder, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(manifest, request.Directory);
        var ancestry = Ancestry.Open(policy, folder.FullPath, diagnostics);
        ancestry?.DemandNoPool(diagnostics);
        if (diagnostics.HasErrors) return BuildResults.NotEvaluated(diagnostics);
        using var parent = ParentTexts.Read(ancestry, folder.WorkFolder, request.Threads, diagnostics, cancellation);
        if (diagnostics.HasErrors) return BuildResults.NotEvaluated(diagnostics);
        var evidence = ManifestRecount.Run(
            policy, RecordSchema.Of(policy), path, manifest, new PoolKnowledge { Parent = parent }, hashes: false, folder.WorkFolder, request.Threads, diagnostics, cancellation);
        if (evidence is null) return BuildResults.NotEvaluated(diagnostics);
        var verdicts = MixJudge.Judge(policy, evidence, diagnostics);
        return BuildResults.Of(diagnostics, BuildResults.Summary(policy, evidence, verdicts), []);
    }
}
