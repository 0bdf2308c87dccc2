using System.CommandLine;
using MixPolicy.Reporting;

namespace MixPolicy.Tool;

/// <summary><c>init</c>: writes a commented policy from the files that a folder holds.</summary>
internal static class InitCommand
{
    public static Command Create(CancellationToken cancellation)
    {
        var command = new Command("init", "Write a commented policy.yaml from the data files in a folder");
        var folder = new Argument<string?>("folder")
        {
            Description = "Where the data is and the policy goes (default: here)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var name = new Option<string?>("--name") { Description = "Name of the policy (default: the folder's)", HelpName = "NAME" };
        var force = new Option<bool>("--force") { Description = "Replace a policy.yaml that is there" };
        command.Arguments.Add(folder);
        command.Options.Add(name);
        command.Options.Add(force);
        command.SetAction(parsed => Init(parsed.GetValue(folder), parsed.GetValue(name), parsed.GetValue(force), cancellation));
        return command;
    }

    private static int Init(string? folder, string? name, bool force, CancellationToken cancellation)
    {
        var here = Environment.CurrentDirectory;
        var result = PolicyInit.Run(
            new InitRequest
            {
                Folder = Path.GetFullPath(folder ?? ".", here),
                Name = name,
                Force = force,
                Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
            },
            cancellation);
        using var findings = new StringWriter();
        new TextReport(findingsOnly: true).Render(new BuildResult(BuildOutcome.NotEvaluated, result.Diagnostics, null, []), findings);
        ReportOutput.Print(findings.ToString());
        if (result.Policy is null) return ExitCode.NotEvaluated;

        // The folder as the user wrote it: what is shown can be typed again from here.
        var shown = Path.Combine(folder ?? "", Path.GetFileName(result.Policy));
        ReportOutput.Print($"wrote {shown}; sources: {result.Sources}, files: {result.Files}\n");
        ReportOutput.Print($"next: read it, then dotnet mixpolicy check {shown}\n");
        return ExitCode.Satisfied;
    }
}
