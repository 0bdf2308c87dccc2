using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace MixPolicy.MSBuild;

/// <summary>Names what the last build of a project made that goes along into its outputs.</summary>
[MSBuildMultiThreadableTask]
public sealed class MixPolicyRecall : MSBuildTask
{
    /// <summary>Absolute path of the file that remembers.</summary>
    [Required]
    public string Record { get; set; } = "";

    /// <summary>Manifests and lineage reports of satisfied policies, each with <c>Link</c> and <c>PackagePath</c>.</summary>
    [Output]
    public ITaskItem[] Carried { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            Carried =
            [
                .. BuildRecord.Read(Record).Policies.Where(p => p is { IsSatisfied: true, Carry: true })
                    .SelectMany(p => PolicyRecord.Evidence.Select(f => Item(p, f)))
                    .Where(i => File.Exists(i.ItemSpec)),
            ];
            return true;
        }
#pragma warning disable CA1031 // the last resort: a user gets a code and a sentence, never a stack trace
        catch (Exception fault)
#pragma warning restore CA1031
        {
            FindingLog.Fault(Log, Record, fault);
            return false;
        }
    }

    private static TaskItem Item(PolicyRecord policy, string file) => new(Path.Combine(policy.Folder, file), new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Link"] = $"mixpolicy/{policy.Name}/{file}",
        ["PackagePath"] = $"mixpolicy/{policy.Name}/{file}",
    });
}
