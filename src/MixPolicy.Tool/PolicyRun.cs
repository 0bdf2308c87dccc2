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

        var format = parsed.GetRequiredValue(options.Format);
        var isText = format == "text";
        ReportOutput.Print(result, isText ? new TextReport(findingsOnly: quiet) : Renderers.For(format)!, isText && Terminal.ColoursReport);
        return (int)result.Outcome;
    }
}
