using System.Globalization;
using System.Text;
using MixPolicy.Benchmarks.Jobs;
using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Reports;

/// <summary>The standings of a job as plain text, aligned; ratios are to the fastest peer of the same run.</summary>
internal static class ResultTable
{
    public static string Render(JobResult result)
    {
        var rows = new List<string[]> { new[] { "", "wall ms", "(min-max)", "cpu ms", "peak MiB", "ratio" } };
        rows.AddRange(result.Standings.Select(standing => Row(standing, result.Peer)));

        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder($"{result.Job.Name}: {result.Job.Title}\n{result.Job.Data}\n");
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.Append($"same work: {result.Agreement ?? "NO"}\n").ToString();
    }

    private static string[] Row(Standing standing, Standing? fastest)
    {
        if (standing.Failure is { } failure)
            return [standing.Contender.Name, "could not be run", $"exit {failure.ExitCode}", "", "", ""];
        return
        [
            standing.Contender.Name,
            Number("F0", standing.MedianMilliseconds),
            $"({Number("F0", standing.MinMilliseconds)}-{Number("F0", standing.MaxMilliseconds)}){(standing.IsDisturbed ? "*" : "")}",
            Number("F0", standing.MedianCpuMilliseconds),
            (standing.PeakIsFloor ? "<=" : "") + Number("F0", standing.PeakMebibytes),
            fastest is null ? "" : Number("F2", standing.MedianMilliseconds / fastest.MedianMilliseconds),
        ];
    }

    private static string Number(string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);
}
