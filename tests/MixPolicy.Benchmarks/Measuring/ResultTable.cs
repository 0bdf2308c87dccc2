using System.Globalization;
using System.Text;

namespace MixPolicy.Benchmarks.Measuring;

/// <summary>The standings of a job as plain text, aligned; ratios are to the fastest peer of the same run.</summary>
internal static class ResultTable
{
    public static string Render(IReadOnlyList<Standing> standings)
    {
        var peers = standings.Where(standing => standing.Contender.IsPeer && standing.Failure is null).ToArray();
        var fastest = peers.Length == 0 ? null : peers.MinBy(standing => standing.MedianMilliseconds);
        var rows = new List<string[]> { new[] { "", "wall ms", "(min-max)", "peak MiB", "busy cores", "ratio" } };
        rows.AddRange(standings.Select(standing => Row(standing, fastest)));

        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Our wall time over the fastest peer's; null when either could not be run.</summary>
    public static double? Ratio(IReadOnlyList<Standing> standings)
    {
        var whole = standings.Where(standing => standing.Failure is null).ToLookup(standing => standing.Contender.IsPeer);
        return whole[false].Any() && whole[true].Any()
            ? whole[false].Min(standing => standing.MedianMilliseconds) / whole[true].Min(standing => standing.MedianMilliseconds)
            : null;
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
            (standing.PeakIsFloor ? "<=" : "") + Number("F0", standing.PeakMebibytes),
            Number("F2", standing.BusyCores),
            fastest is null ? "" : Number("F2", standing.MedianMilliseconds / fastest.MedianMilliseconds),
        ];
    }

    private static string Number(string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);
}
