using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using MixPolicy.Diagnostics;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace MixPolicy.MSBuild;

/// <summary>Names what the last build of a project made that goes along into its outputs.</summary>
[MSBuildMultiThreadableTask]
public sealed class MixPolicyRecall : MSBuildTask
{
    /// <summary>Absolute path of the file that remembers.</summary>
    [Required]
    public string Record { get; set; } = "";

    /// <summary>Absolute path of the project.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The policies that the project has now: of no other does anything go along.</summary>
    [Required]
    public ITaskItem[] Policies { get; set; } = [];

    /// <summary>Manifests and lineage reports of satisfied policies, each with <c>Link</c> and <c>PackagePath</c>.</summary>
    [Output]
    public ITaskItem[] Carried { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute() => Guarded.Run(Log, Project, () =>
    {
        List<ITaskItem> carried = [];
        var record = BuildRecord.Read(Record, Project);
        foreach (var item in Policies) Add(record, new FindingLog(Log, violationsAsWarnings: false), item, carried);
        Carried = [.. carried];
    });

    private void Add(BuildRecord record, FindingLog log, ITaskItem item, List<ITaskItem> carried)
    {
        var policy = item.ItemSpec.Replace('\\', '/');
        if (string.Equals(item.GetMetadata("Carry"), "false", StringComparison.OrdinalIgnoreCase)) return;
        if (record.Policies.FirstOrDefault(p => p.Policy == policy && p.Outcome is not null) is not { } found)
        {
            log.Add(new Diagnostic(
                Codes.PolicyNotEvaluated, Severity.Warning, new Place(Project), $"the last build of the project did not evaluate {policy}: nothing of it goes along",
                ["build the project, without --no-build"]));
            return;
        }

        if (!found.IsSatisfied || !found.Carry) return;
        if (found.Stamp.Length == 0 || found.Stamp != PolicyRecord.StampOf(found.Folder))
        {
            log.Add(Project, Codes.OutputsReplaced, $"{policy}: manifest and lineage report in {found.Folder} are not those that were evaluated", "build again", "give every project that builds into the folder an OutDir of its own");
            return;
        }

        foreach (var file in PolicyRecord.Evidence) carried.Add(Item(found, file));
    }

    private static TaskItem Item(PolicyRecord policy, string file) => new(Escaped.Of(Path.Combine(policy.Folder, file)), new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Link"] = $"mixpolicy/{policy.Name}/{file}",
        ["PackagePath"] = $"mixpolicy/{policy.Name}/{file}",
    });
}
