using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace MixPolicy.MSBuild;

/// <summary>Deletes what the builds of a project made, and nothing else.</summary>
[MSBuildMultiThreadableTask]
public sealed class MixPolicyClean : MSBuildTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();

    /// <summary>Absolute path of the file that remembers what was made.</summary>
    [Required]
    public string Record { get; set; } = "";

    /// <summary>Absolute path of the project.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute() => Guarded.Run(Log, Project, () =>
    {
        foreach (var policy in BuildRecord.Read(Record, Project).Policies)
        {
            if (policy.Folder is { Length: > 0 } folder)
            {
                MixOutputs.Delete(folder, policy.Files, Project, _cancelled.Token);
                DeleteIfEmpty(Path.GetDirectoryName(folder)!);
            }

            foreach (var file in policy.Beside.Where(File.Exists))
            {
                File.Delete(file);
                DeleteIfEmpty(Path.GetDirectoryName(file)!);
            }
        }

        File.Delete(Record);
    });

    /// <summary>Ends the wait for a build that uses a folder. May come before it starts, and from any thread.</summary>
    public void Cancel() => _cancelled.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancelled.Dispose();

    /// <summary>The folder of all outputs, when the last of them is gone; another clean may be at the same.</summary>
    private static void DeleteIfEmpty(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is gone, or something is in it again.
        }
    }
}
