using System.Text.RegularExpressions;
using MixPolicy.Tool.Tests.Packages;

namespace MixPolicy.Tool.Tests.GithubAction;

/// <summary>Runs a workflow's commands as GitHub's runner does, in a repository that is the quickstart. Actions are not run.</summary>
internal sealed partial class WorkflowRunner : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Checks out.</summary>
    /// <param name="policy">Which of the quickstart's policies is the repository's <c>policy.yaml</c>; null for none.</param>
    /// <param name="today">The day of the run.</param>
    public WorkflowRunner(string? policy, string today = "2026-12-01")
    {
        Quickstart.CopyTo(_folder.Path);
        if (policy is null) File.Delete(PathOf("policy.yaml"));
        else if (policy != "policy.yaml") File.Copy(PathOf(policy), PathOf("policy.yaml"), overwrite: true);
        File.Copy(Path.Combine(Workflow.Folder, "dotnet-tools.json"), PathOf("dotnet-tools.json"));
        Shims.Write(Bin, today);
    }

    /// <summary>All that the steps wrote into the job's summary.</summary>
    public string Summary { get; private set; } = "";

    private string Bin => Path.Combine(_folder.Path, "bin");

    /// <summary>A file of the workspace.</summary>
    public string PathOf(string file) => Path.Combine(_folder.Path, "examples", "quickstart", file);

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs the job to its end, past a step that fails, as far as conditions say so.</summary>
    public IReadOnlyList<StepResult> Run(Workflow workflow)
    {
        var env = Workflow.Scalars(workflow.Root, "env");
        var results = new List<StepResult>();
        foreach (var step in workflow.Steps)
        {
            var failed = results.Any(r => r.Output is { ExitCode: not 0 });
            var runs = step.If is null ? !failed : IsThere(step.If);
            var output = runs && step.Run is not null ? Execute(step.Run, env) : null;
            results.Add(new StepResult(step, runs, output, runs ? Given(step, env) : []));
        }

        return results;
    }

    private ToolOutput Execute(string commands, IReadOnlyDictionary<string, string> env)
    {
        var (script, summary, output) = (_folder.Write("step.sh", commands), _folder.Write("summary.md", ""), _folder.Write("output.txt", ""));
        var all = new Dictionary<string, string>(env, StringComparer.Ordinal)
        {
            ["CI"] = "true",
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_WORKSPACE"] = PathOf(""),
            ["GITHUB_STEP_SUMMARY"] = summary,
            ["GITHUB_OUTPUT"] = output,
            ["PATH"] = $"{Bin}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        };

        // What GitHub makes of shell: bash.
        var run = Dotnet.Run("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], PathOf(""), all);
        Summary += File.ReadAllText(summary);
        return run;
    }

    private bool IsThere(string condition)
    {
        var asked = Condition().Match(condition);
        Assert.True(asked.Success, $"these tests cannot judge: {condition}");
        return File.Exists(PathOf(asked.Groups["file"].Value));
    }

    /// <summary>Inputs that name files: where one is a folder, all below it that is not hidden, as upload-artifact takes it.</summary>
    private string[] Given(WorkflowStep step, IReadOnlyDictionary<string, string> env)
    {
        var asked = step.With.GetValueOrDefault("path") ?? step.With.GetValueOrDefault("sarif_file") ?? "";
        foreach (var (name, value) in env) asked = asked.Replace($"${{{{ env.{name} }}}}", value, StringComparison.Ordinal);
        return [.. asked.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(Below)
            .Select(path => Path.GetRelativePath(PathOf(""), path).Replace('\\', '/')).Where(path => !path.Contains("/.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private IEnumerable<string> Below(string path) => Directory.Exists(PathOf(path))
        ? Directory.EnumerateFiles(PathOf(path), "*", SearchOption.AllDirectories)
        : File.Exists(PathOf(path)) ? [PathOf(path)] : [];

    [GeneratedRegex(@"^always\(\) && hashFiles\('(?<file>[^'*]+)'\) != ''$")]
    private static partial Regex Condition();
}
