using System.CommandLine;
using MixPolicy.Reporting;

namespace MixPolicy.Tool;

/// <summary>Request to report: runs the library with or without a bar and prints what it found.</summary>
internal static class PolicyRun
{
    public static int Execute(BuildRequest request, RunOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var quiet = parsed.GetValue(options.Quiet);
        var bar = !quiet && !parsed.GetValue(options.NoProgress) && Terminal.ShowsProgress;
        var result = bar
            ? ProgressBar.Around(progress => MixBuild.Run(request, progress, cancellation))
            : MixBuild.Run(request, null, cancellation);

        if (bar && result.Reused) Console.Error.WriteLine("nothing has changed since the last build; --no-cache builds anew");
        return Report(result, request, options, parsed);
    }

    /// <summary>Prints a result in the format that was asked for, and writes it as SARIF where that was asked for too; the exit code.</summary>
    public static int Report(BuildResult result, BuildRequest request, RunOptions options, ParseResult parsed)
    {
        var quiet = parsed.GetValue(options.Quiet);
        var format = parsed.GetRequiredValue(options.Format);
        var isText = format == "text";
        if (isText) result = result with { Written = [.. result.Written.Select(path => Shown(path, request.Directory))] };
        ReportOutput.Print(result, isText ? new TextReport(findingsOnly: quiet) : Renderers.For(format)!, isText && Terminal.ColoursReport);
        return SarifFile.Write(parsed.GetValue(options.Sarif), result);
    }

    /// <summary>For people: a path below the folder that they stand in as they would type it there, any other in full.</summary>
    private static string Shown(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        var leaves = relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return leaves ? path : relative.Replace(Path.DirectorySeparatorChar, '/');
    }
}
