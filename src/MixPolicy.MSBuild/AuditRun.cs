using MixPolicy.Diagnostics;
using MixPolicy.Signing;

namespace MixPolicy.MSBuild;

/// <summary>Audits the outputs of a policy where a build would have put them; nothing is built, and nothing is written but scratch files.</summary>
internal sealed class AuditRun(BuildRequest request, PolicyItem policy, string folder) : IDisposable
{
    private readonly string _scratch = Path.Combine(folder, $"audit-{Guid.NewGuid():n}");

    /// <summary>Audits.</summary>
    /// <param name="name">The policy's name, by the report's word; empty when there is none.</param>
    /// <param name="limits">How many limits were judged again.</param>
    /// <param name="cancellation">Ends the audit.</param>
    /// <exception cref="OperationCanceledException">The build was cancelled.</exception>
    public BuildResult Execute(out string name, out int limits, CancellationToken cancellation)
    {
        (name, limits) = ("", 0);
        if (MixOutputs.FolderOf(request, out var faults) is not { } outputs) return BuildResult.Refused(request, faults);
        string? pem = null;
        if (policy.Key is { } key)
        {
            pem = KeyFile.Text(key, request.Directory, Codes.PublicKeyRefused, "name the public half of the key that signed", out var refusal);
            if (refusal is not null) return BuildResult.Refused(request, [refusal]);
        }

        Directory.CreateDirectory(_scratch);
        var report = Path.Combine(outputs, MixOutputs.LineageName);
        var audit = MixAudit.Run(
            new AuditRequest
            {
                Report = Path.GetRelativePath(request.Directory, report),
                Directory = request.Directory,
                ScratchFolder = _scratch,
                ToolVersion = request.ToolVersion,
                KeyPem = pem,
                Policy = request.Policy,
                AsOf = request.AsOf,
                Threads = request.Threads,
            },
            null,
            cancellation);
        (name, limits) = (audit.Report?.Policy ?? "", audit.LimitsJudged);
        return new BuildResult(audit.Outcome, audit.Diagnostics, null, []) { Folder = outputs, File = request.Policy, ToolVersion = request.ToolVersion };
    }

    /// <summary>Takes the scratch files away.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_scratch)) Directory.Delete(_scratch, recursive: true);
    }
}
