using System.CommandLine;
using System.Security;
using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.Tool;

/// <summary><c>audit lineage.json</c>: checks a report and all that it rests on, offline.</summary>
internal static class AuditCommand
{
    public static Command Create(CancellationToken cancellation)
    {
        var command = new Command("audit", "Check a lineage report and all that it rests on, offline");
        var report = new Argument<string>("report") { Description = "The report: lineage.json in an output folder" };
        var key = new Option<string?>("--key") { Description = "The public key (PEM) that must have signed", HelpName = "FILE" };
        var policy = new Option<string?>("--policy") { Description = "Where the policy lies now (default: where sources.json beside the report says)", HelpName = "FILE" };
        var since = new Option<string?>("--since") { Description = "A ledger that was kept, which this one must extend: a root in hex, SIZE:ROOT, or a file with a checkpoint", HelpName = "ROOT" };
        var asOf = new Option<DateOnly?>("--as-of") { Description = "The day at which waivers must be valid (default: the report's as_of)", HelpName = "YYYY-MM-DD", CustomParser = RunOptions.ReadDay };
        var replay = new Option<bool>("--replay") { Description = "Build again from the sources, elsewhere, and compare bytes" };
        var format = RunOptions.NewFormat();
        var sarif = SarifFile.NewOption();
        var threads = RunOptions.NewThreads();
        var quiet = new Option<bool>("--quiet") { Description = "Only what failed or was not checked" };
        command.Arguments.Add(report);
        foreach (var option in new Option[] { key, policy, since, asOf, replay, format, sarif, threads, quiet }) command.Options.Add(option);
        foreach (var option in new[] { key, policy, since }) option.Validators.Add(RunOptions.NotEmpty);
        SarifFile.Guard(command, sarif, report);
        command.SetAction(parsed =>
        {
            string? pem = null;
            if (parsed.GetValue(key) is { } file && (pem = ReadKey(file)) is null) return ExitCode.NotEvaluated;
            var scratch = Directory.CreateTempSubdirectory("mixpolicy-audit-");
            try
            {
                var request = new AuditRequest
                {
                    Report = parsed.GetRequiredValue(report),
                    Directory = Environment.CurrentDirectory,
                    ScratchFolder = scratch.FullName,
                    ToolVersion = ToolVersion.Current,
                    KeyPem = pem,
                    Policy = parsed.GetValue(policy),
                    Since = parsed.GetValue(since),
                    AsOf = parsed.GetValue(asOf),
                    Replay = parsed.GetValue(replay),
                    Threads = parsed.GetValue(threads),
                };
                var result = MixAudit.Run(request, null, cancellation);
                var findings = new BuildResult(result.Outcome, result.Diagnostics, null, []) { File = request.Report, ToolVersion = request.ToolVersion };
                Print(result, findings, parsed.GetRequiredValue(format), parsed.GetValue(quiet));
                return SarifFile.Write(parsed.GetValue(sarif), findings);
            }
            finally
            {
                scratch.Delete(recursive: true);
            }
        });
        return command;
    }

    private static void Print(AuditResult result, BuildResult findings, string format, bool quiet)
    {
        using var text = new StringWriter { NewLine = "\n" };
        if (format == "text") new AuditText(findingsOnly: quiet).Render(result, text);
        else if (format == "json") AuditJson.Render(result, text);
        else Renderers.For(format)!.Render(findings, text);
        ReportOutput.Print(text.ToString());
    }

    private static string? ReadKey(string file)
    {
        try
        {
            return File.ReadAllText(Path.GetFullPath(file, Environment.CurrentDirectory));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or ArgumentException)
        {
            Host.Complain(Codes.BadArguments, $"--key: '{file}' cannot be read: {e.Message}");
            return null;
        }
    }
}
