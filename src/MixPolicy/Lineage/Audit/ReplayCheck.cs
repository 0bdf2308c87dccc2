using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Ledger;
using MixPolicy.Manifests;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>That the mix, built again from the sources under the policy in the report, comes out byte for byte: what no other check can show.</summary>
internal sealed class ReplayCheck : IAuditCheck
{
    private const string Differs = "if sources, policy and version are those of the report, the outputs were changed after they were built";

    /// <inheritdoc/>
    public string Name => "replay";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        if (!scope.Request.Replay) return;
        if (scope.Policy.Policy is not { } policy || scope.Place is not { } place)
        {
            scope.Sheet.NotChecked(Name, scope.Report.Name, scope.Report.Place, scope.Place is null ? "where the policy lies is not known" : "the policy in the report cannot be read", PolicyPlace.Remedy);
            return;
        }

        if (MissingSource(scope) is { } missing)
        {
            scope.Sheet.NotChecked(Name, scope.Report.Name, scope.Report.Place, $"{missing} is not at hand", "bring the sources back to where the policy looks for them");
            return;
        }

        var version = scope.Json.Member("tool").Text("version");
        var folder = Path.Combine(scope.Request.ScratchFolder, "replay");
        var request = new BuildRequest
        {
            Policy = place.File,
            Directory = scope.Request.Directory,
            Out = folder,
            Reuse = BuildReuse.Nothing,
            Threads = scope.Request.Threads,
            ToolVersion = version,
        };
        var result = MixBuild.Run(policy, request, scope.Progress, scope.Cancellation);
        if (result.Outcome != BuildOutcome.Satisfied)
        {
            var first = result.Diagnostics.FirstOrDefault(d => d.Severity >= Severity.Violation);
            scope.Sheet.Failed(Name, scope.Report.Name, Codes.AuditReplay, first?.Place ?? scope.Report.Place, $"the build does not come to its end again: {first?.Code} {first?.Message}", "see the lines of the source files and the parents");
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)[ManifestLayout.FileName, LedgerFile.FileName, LineageReport.FileName, StatementWriter.FileName]) Compare(scope, name, folder, version);
    }

    private static string? MissingSource(AuditScope scope)
    {
        foreach (var source in scope.Json.List("sources"))
        {
            var allowed = new AllowedFolders(scope.Place!.Folder, scope.Policy.Policy!.Sources.FirstOrDefault(s => s.Name == source.Text("name"))?.AllowOutside ?? []);
            foreach (var file in source.List("files"))
            {
                if (allowed.Find(file.Text("file"), out _) is not { } path || !File.Exists(path)) return $"the source file {Policies.Shown.Quote(file.Text("file"))}";
            }
        }

        return null;
    }

    private void Compare(AuditScope scope, string name, string folder, string version)
    {
        var path = scope.Beside(name);
        var (shown, place) = (scope.Show(path), scope.At(path));
        if (FoundFile.Hash(path, scope.Cancellation) is { Fault: { } fault, IsMissing: var isMissing })
        {
            if (isMissing) scope.Sheet.NotChecked(Name, shown, place, fault, "bring it back beside the report");
            else scope.Sheet.Failed(Name, shown, Codes.AuditReplay, place, fault, Differs);
            return;
        }

        if (FileDifference.First(Path.Combine(folder, name), path, scope.Cancellation) is not { } offset)
        {
            scope.Sheet.Ok(Name, shown, $"{Figures.Of(new FileInfo(path).Length)} bytes, the same again");
            return;
        }

        var words = $"differs from what its sources and policy make, from byte {Figures.Of(offset)} on";
        if (name == LineageReport.FileName) words += $": {Member(File.ReadAllBytes(Path.Combine(folder, name)), scope.Json)}";
        var remedy = version == scope.Request.ToolVersion ? Differs : $"replay with version {version}, which wrote the report; this is {scope.Request.ToolVersion}";
        scope.Sheet.Failed(Name, shown, Codes.AuditReplay, place, words, remedy);
    }

    private static string Member(byte[] replayed, JsonElement report)
    {
        using var json = JsonDocument.Parse(replayed);
        return JsonDifference.First(json.RootElement, report, passedOver: "digest") ?? "its members are the same, its form is not";
    }
}
