using System.CommandLine;
using MixPolicy.Diagnostics;
using MixPolicy.Reporting;

namespace MixPolicy.Tool;

/// <summary><c>--sarif FILE</c>: the findings as a file, beside the report on stdout.</summary>
internal static class SarifFile
{
    /// <summary>The option of every verb that has findings of a policy.</summary>
    public static Option<string?> NewOption() => new("--sarif")
    {
        Description = "Also write the findings as SARIF to FILE, whatever the outcome",
        HelpName = "FILE",
    };

    /// <summary>Refuses an empty path, and the file that the verb is asked about: it would be gone.</summary>
    public static void Guard(Command command, Option<string?> option, Argument<string> asked)
    {
        option.Validators.Add(RunOptions.NotEmpty);
        command.Validators.Add(result =>
        {
            if (result.GetResult(option)?.Tokens is not [var file] || result.GetResult(asked)?.Tokens is not [var other]) return;
            if (Full(file.Value) == Full(other.Value)) result.AddError($"--sarif would overwrite '{other.Value}': give another file");
        });
    }

    /// <summary>Writes the file where one was asked for; the exit code of the run, which is that of a run without a result when it cannot be written.</summary>
    public static int Write(string? file, BuildResult result)
    {
        if (file is null) return (int)result.Outcome;
        try
        {
            ReportFile.Write(Full(file), new SarifReport(), result);
            return (int)result.Outcome;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Host.Complain(Codes.OutputUnwritable, $"--sarif: '{file}' cannot be written: {e.Message}");
            return ExitCode.NotEvaluated;
        }
    }

    // A path that cannot be one is told by who opens it.
    private static string Full(string path) => path.Contains('\0', StringComparison.Ordinal) ? path : Path.GetFullPath(path, Environment.CurrentDirectory);
}
