using MixPolicy.Reporting;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>A folder with a policy and its sources, and the run of it, as a user has them. Not thread-safe.</summary>
internal sealed class Trial : IDisposable
{
    private const string PolicyName = "policy.yaml";

    /// <summary>Where the policy and the sources are.</summary>
    public TempFolder Folder { get; } = new();

    /// <summary>The outputs.</summary>
    public string Output => Folder["out"];

    /// <summary>The manifest as SQL.</summary>
    public string Manifest => DuckDb.Literal(Path.Combine(Output, "manifest.parquet"));

    /// <summary>The records set aside, as they stand in their file; empty where there is none.</summary>
    public IReadOnlyList<string> Quarantine =>
        File.Exists(Path.Combine(Output, "quarantine.jsonl")) ? File.ReadAllLines(Path.Combine(Output, "quarantine.jsonl")) : [];

    /// <summary>Runs a policy in the folder.</summary>
    public BuildResult Run(string policy, int threads = 2)
    {
        Folder.Write(PolicyName, policy);
        var request = new BuildRequest { Policy = PolicyName, Directory = Folder.Path, Out = "out", Threads = threads, ToolVersion = "0.0.0" };
        return MixBuild.Run(request, null, CancellationToken.None);
    }

    /// <summary>The report for people, without the paths that differ from run to run.</summary>
    public static string Report(BuildResult result)
    {
        using var report = new StringWriter();
        new TextReport().Render(result with { Written = [.. result.Written.Select(w => Path.GetFileName(w)!)] }, report);
        return report.ToString();
    }

    /// <summary>Codes of all findings, in order.</summary>
    public static IEnumerable<string> Codes(BuildResult result) => result.Diagnostics.Select(d => d.Code);

    /// <inheritdoc/>
    public void Dispose() => Folder.Dispose();
}
