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
    private readonly ReportFiles _reports;
    private readonly BuildRequest _request;

    public PolicyRun(MixPolicyBuild task, PolicyItem policy, string stem, FindingLog log)
    {
        (_task, _policy, _log) = (task, policy, log);
        _directory = Path.GetDirectoryName(task.Project)!;
        _reports = new ReportFiles(task.Folder, _directory, stem);
        _request = new BuildRequest
        {
            Policy = policy.Policy,
            Directory = _directory,
            Out = policy.OutDir,

            // A policy from outside the project may be others' too: it goes where the tool puts it, so that it is built once for all.
            DefaultOut = policy.FullPath.StartsWith(_directory + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? task.Folder : null,
            WaitsForFolder = true,
            SharedBy = task.Project,
            Seal = Path.Combine(task.Folder, $"{Path.GetFileNameWithoutExtension(task.Project)}.{stem}.seal"),
            AsOf = policy.AsOf,
            NoWaivers = policy.NoWaivers,
            Locked = policy.Locked,
            Reuse = policy.NoCache ? BuildReuse.Nothing : task.BuildServer ? BuildReuse.SameContent : BuildReuse.Unchanged,
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
            return new PolicyRecord(_policy.Policy, "", "", BuildOutcome.NotEvaluated, 0, false, [], []);
        }

        return _policy.Audit ? Audit(cancellation) : Build(cancellation);
    }

    private PolicyRecord Build(CancellationToken cancellation)
    {
        using var signer = KeyFile.Signer(
            _policy.SignKey, _directory, Environment.GetEnvironmentVariable(KeyFile.Variable) is { Length: > 0 } key ? key : null, out var refusal);
        if (refusal is not null) return Said(BuildResult.Refused(_request, [refusal]), "", 0, "");
        var request = _request with { Signer = signer };
        var result = MixBuild.Run(request with { Threads = _task.Workers() }, null, cancellation);
        var limits = result.Summary?.Rules.Count(r => r.Outcome != RuleLine.Gauge) ?? 0;
        return Said(result, result.Summary?.Policy ?? "", limits, "") with
        {
            Seal = _request.Seal!,
            SealKey = MixOutputs.SealKey(request, result),
            Makes = !_policy.Locked,
        };
    }

    private PolicyRecord Audit(CancellationToken cancellation)
    {
        using var audit = new AuditRun(_request with { Threads = _task.Workers() }, _policy, _task.Folder);
        var result = audit.Execute(out var name, out var limits, cancellation);
        return Said(result, name, limits, "audit: ") with { Makes = false };
    }

    private PolicyRecord Said(BuildResult result, string name, int limits, string kind)
    {
        var record = new PolicyRecord(
            _policy.Policy, name, result.Folder ?? "", result.Outcome, limits, _policy.Carry, [.. result.Written.Select(w => Path.GetFileName(w))], Reports(result))
        {
            Findings = [.. result.Diagnostics.Select(d => d with { Place = d.Place with { File = FileOf(d.Place.File) } })],
            Stamp = result is { Outcome: BuildOutcome.Satisfied, Folder: { } folder } ? PolicyRecord.StampOf(folder) : "",
            Summary = $"mixpolicy: {_policy.Policy}: {kind}{MsBuildReport.Summary(result)}",
        };
        Log(_log, record, result.Reused);
        return record;
    }

    /// <summary>Logs what there is to say of a policy.</summary>
    public static void Log(FindingLog log, PolicyRecord record, bool isUnchanged)
    {
        foreach (var finding in record.Findings) log.Add(finding);
        log.Say(isUnchanged ? record.Summary + "; nothing has changed since the last build" : record.Summary);
    }

    /// <summary>A source's path is counted from the policy's folder; a log's, from the project's.</summary>
    private string FileOf(string file)
    {
        var ofPolicy = Path.GetDirectoryName(_policy.Policy)?.Replace('\\', '/') ?? "";
        var isSource = file.Length > 0 && ofPolicy.Length > 0 && file != _policy.Policy && !Path.Exists(Path.GetFullPath(file, _directory));
        return isSource ? $"{ofPolicy}/{file}" : file;
    }

    /// <summary>Code scanning looks for files from the top of the repository, wherever the project lies in it.</summary>
    private BuildResult FromRepository(BuildResult result)
    {
        var root = Repository.Above(_directory);
        return result with
        {
            File = Repository.Relative(root, _policy.Policy, _directory),
            Diagnostics = [.. result.Diagnostics.Select(d => d.Place.File.Length == 0 ? d : d with { Place = d.Place with { File = Repository.Relative(root, FileOf(d.Place.File), _directory) } })],
        };
    }

    private List<string> Reports(BuildResult result)
    {
        List<string> written = [];
        foreach (var (path, format) in _reports.Of(_policy.Formats, _task.Sarif, isOnly: _task.Policies.Length == 1))
        {
            try
            {
                ReportFile.Write(path, Renderers.For(format)!, format == "sarif" ? FromRepository(result) : result);
                written.Add(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _log.Add(_task.Project, Codes.OutputUnwritable, $"the {format} report {path} cannot be written: {e.Message.TrimEnd('.')}", "mend the cause or name another file");
            }
        }

        return written;
    }
}
