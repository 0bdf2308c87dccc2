using MixPolicy.Diagnostics;
using MixPolicy.Reporting;
using MixPolicy.Signing;

namespace MixPolicy.MSBuild;

/// <summary>One policy of a project: builds or audits it, logs what was found, and says what was made.</summary>
internal sealed class PolicyRun
{
    private readonly MixPolicyBuild _task;
    private readonly PolicyItem _policy;
    private readonly FindingLog _log;
    private readonly string _directory;
    private readonly BuildRequest _request;

    public PolicyRun(MixPolicyBuild task, PolicyItem policy, int threads, FindingLog log)
    {
        (_task, _policy, _log) = (task, policy, log);
        _directory = Path.GetDirectoryName(task.Project)!;
        _request = new BuildRequest
        {
            Policy = policy.Policy,
            Directory = _directory,
            Out = policy.OutDir,

            // A policy from outside the project may be others' too: it goes where the tool puts it, so that it is built once for all.
            DefaultOut = policy.FullPath.StartsWith(_directory + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? task.Folder : null,
            WaitsForFolder = true,
            SharedBy = task.Project,
            AsOf = policy.AsOf,
            NoWaivers = policy.NoWaivers,
            Locked = policy.Locked,
            Reuse = policy.NoCache ? BuildReuse.Nothing : task.BuildServer ? BuildReuse.SameContent : BuildReuse.Unchanged,
            Threads = threads,
            ToolVersion = PackageVersion.Current,
        };
    }

    /// <summary>Runs it.</summary>
    /// <param name="others">What came before it in the project: no two may write to one folder.</param>
    /// <param name="cancellation">Ends the run; outputs stay as they were.</param>
    /// <exception cref="OperationCanceledException">The build was cancelled.</exception>
    public PolicyRecord Execute(IReadOnlyList<PolicyRecord> others, CancellationToken cancellation)
    {
        if (others.Count > 0 && MixOutputs.FolderOf(_request, out _) is { } folder && others.FirstOrDefault(o => o.Folder == folder) is { } other)
        {
            _log.Add(
                _task.Project, Codes.PoliciesShareFolder, $"{_policy.Policy} and {other.Policy} of this project both write to {Path.GetRelativePath(_directory, folder)}",
                "give one of them another OutDir", "give the policies different names");
            return Record(null, folder: null, BuildOutcome.NotEvaluated, 0, [], []);
        }

        return _policy.Audit ? Audit(cancellation) : Build(cancellation);
    }

    private PolicyRecord Build(CancellationToken cancellation)
    {
        using var signer = KeyFile.Signer(
            _policy.SignKey, _directory, Environment.GetEnvironmentVariable(KeyFile.Variable) is { Length: > 0 } key ? key : null, out var refusal);
        var result = refusal is null
            ? MixBuild.Run(_request with { Signer = signer }, null, cancellation)
            : new BuildResult(BuildOutcome.NotEvaluated, [refusal], null, []);
        Log(result.Diagnostics);
        var limits = result.Summary?.Rules.Count(r => r.Outcome != RuleLine.Gauge) ?? 0;
        _log.Say($"mixpolicy: {_policy.Policy}: {MsBuildReport.Summary(result)}{(result.Reused ? "; nothing has changed since the last build" : "")}");
        return Record(result.Summary?.Policy, result.Folder, result.Outcome, limits, result.Written, Reports(result));
    }

    private PolicyRecord Audit(CancellationToken cancellation)
    {
        using var audit = new AuditRun(_request, _policy, _task.Folder);
        var result = audit.Execute(out var name, out var limits, cancellation);
        Log(result.Diagnostics);
        _log.Say($"mixpolicy: {_policy.Policy}: audit: {MsBuildReport.Summary(result)}");
        return Record(name, result.Folder, result.Outcome, limits, result.Written, Reports(result));
    }

    private void Log(IReadOnlyList<Diagnostic> findings)
    {
        foreach (var finding in findings) _log.Add(finding, FileOf(finding.Place.File));
    }

    /// <summary>A source's path is counted from the policy's folder; a log's, from the project's.</summary>
    private string? FileOf(string file)
    {
        if (file.Length == 0) return null;
        var ofPolicy = Path.GetDirectoryName(_policy.Policy)?.Replace('\\', '/') ?? "";
        var isSource = ofPolicy.Length > 0 && file != _policy.Policy && !Path.Exists(Path.GetFullPath(file, _directory));
        return isSource ? $"{ofPolicy}/{file}" : file;
    }

    private List<string> Reports(BuildResult result)
    {
        List<string> written = [];
        var files = new ReportFiles(_task.Folder, _directory, _policy.Policy);
        foreach (var (path, format) in files.Of(_policy.Formats, _task.Sarif, isOnly: _task.Policies.Length == 1))
        {
            try
            {
                ReportFile.Write(path, Renderers.For(format)!, result);
                written.Add(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _log.Add(_task.Project, Codes.OutputUnwritable, $"the {format} report {path} cannot be written: {e.Message.TrimEnd('.')}", "mend the cause or name another file");
            }
        }

        return written;
    }

    private PolicyRecord Record(string? name, string? folder, BuildOutcome outcome, int limits, IReadOnlyList<string> written, IReadOnlyList<string> reports) => new(
        _policy.Policy, name, folder, JsonOutcome(outcome), limits, _policy.Carry, [.. written.Select(w => Path.GetFileName(w))], reports);

    private static string JsonOutcome(BuildOutcome outcome) => outcome switch
    {
        BuildOutcome.Satisfied => PolicyRecord.Satisfied,
        BuildOutcome.Violated => "violated",
        _ => "not_evaluated",
    };
}
