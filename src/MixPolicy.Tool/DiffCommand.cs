using System.CommandLine;
using MixPolicy.Lineage.Diff;
using MixPolicy.Reporting;

namespace MixPolicy.Tool;

/// <summary><c>diff OLDER NEWER</c>: what differs between two generations, and whether never-replace holds.</summary>
internal static class DiffCommand
{
    public static Command Create(CancellationToken cancellation)
    {
        var command = new Command("diff", "Compare two generations by their lineage reports and manifests");
        var older = LookOptions.AddReport(command, "older", "The older generation's lineage.json");
        var newer = LookOptions.AddReport(command, "newer", "The newer generation's lineage.json");
        var format = LookOptions.AddFormat(command);
        var threads = RunOptions.NewThreads();
        command.Options.Add(threads);
        command.SetAction(parsed => ScratchFolder.Use(scratch =>
        {
            var result = LineageDiff.Run(
                new DiffRequest
                {
                    Older = parsed.GetRequiredValue(older),
                    Newer = parsed.GetRequiredValue(newer),
                    Directory = Environment.CurrentDirectory,
                    ScratchFolder = scratch,
                    Threads = parsed.GetValue(threads),
                },
                cancellation);
            var isText = parsed.GetRequiredValue(format) == LookOptions.Text;
            ReportOutput.Print(isText ? DiffText.Render : DiffJson.Render, result, isText);
            return (int)result.Outcome;
        }));
        return command;
    }
}
