using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace MixPolicy.MSBuild;

/// <summary>Builds the mix of each policy of a project, or audits it, and puts what it found into the build's log.</summary>
[MSBuildMultiThreadableTask]
public sealed class MixPolicyBuild : MSBuildTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();

    // Asked for once: a build that is asked again waits for what it gave the first time.
    private int? _workers;

    /// <summary>The policies, with what is asked of each as metadata.</summary>
    [Required]
    public ITaskItem[] Policies { get; set; } = [];

    /// <summary>Absolute path of the project.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>Absolute folder for outputs that nobody says a place for, and for reports.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Absolute path of the file that remembers what was made, for later targets and for clean.</summary>
    [Required]
    public string Record { get; set; } = "";

    /// <summary>Worker threads, 1 to 1024; empty for the cores that the build has to spare. Changes no byte of the result.</summary>
    public string Threads { get; set; } = "";

    /// <summary><c>true</c>, or a file: where to write the findings as SARIF. Empty or <c>false</c>: nowhere.</summary>
    public string Sarif { get; set; } = "";

    /// <summary>Whether a violated policy is a warning.</summary>
    public bool ViolationsAsWarnings { get; set; }

    /// <summary>Whether the verdict is believed elsewhere: then every byte is compared, whatever the files' times say.</summary>
    public bool BuildServer { get; set; }

    /// <summary>
    /// What was made. <c>Kind</c> is <c>result</c> (one for each policy: <c>Outcome</c>, <c>RulesEvaluated</c>), <c>manifest</c>, <c>lineage</c> or
    /// <c>other</c>; <c>TotalRulesEvaluated</c> is the same on all.
    /// </summary>
    [Output]
    public ITaskItem[] Made { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute() => Guarded.Run(Log, Project, () =>
    {
        Made = new ProjectRun(this, new FindingLog(Log, ViolationsAsWarnings)).Execute(_cancelled.Token);
        LoadedAssemblies.Name(Log);
    });

    /// <summary>Whether the number of workers that is asked for can be understood.</summary>
    internal bool ThreadsAreRight => Threads.Length == 0 || ThreadCount.Read(Threads) is not null;

    /// <summary>How many workers a scan gets: as many as are asked for, or as the build has to spare.</summary>
    internal int Workers() => _workers ??= ThreadCount.Read(Threads) ?? MSBuild.Workers.ToSpare(BuildEngine9);

    /// <summary>Ends the run. May come before it starts, and from any thread.</summary>
    public void Cancel() => _cancelled.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancelled.Dispose();
}
