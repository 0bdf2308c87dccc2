using System.Text;
using MixPolicy.Benchmarks.Jobs;
using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Reports;

/// <summary>Writes tables into the repository's README, between markers that name them; nothing else of it changes.</summary>
internal static class ReadmeTable
{
    /// <summary>The jobs of a run, a row each.</summary>
    public static void WriteJobs(string readme, IReadOnlyList<JobResult> results, string machine, int repeats, int threads)
    {
        var text = new StringBuilder("| job | mixpolicy | DuckDB | ratio | peak memory | DuckDB's |\n|---|--:|--:|--:|--:|--:|\n");
        foreach (var result in results) AppendRows(text, result);
        text.Append(FormattableString.Invariant($"\nWall time of the whole process, median of {repeats} interleaved runs, {threads} threads; the fastest of the ways to write the job in SQL."));
        text.Append($"\nCorpus: {results[0].Job.Data}.\nMeasured on {machine}.\n");
        Replace(readme, "jobs", text.ToString());
    }

    /// <summary>Memory by number of records.</summary>
    public static void WriteMemory(string readme, IReadOnlyList<(long Records, Standing Standing)> results, string machine, BenchmarkOptions options)
    {
        var text = new StringBuilder("| records | peak memory | wall |\n|--:|--:|--:|\n");
        foreach (var (records, standing) in results)
            text.Append(FormattableString.Invariant($"| {records:N0} | {standing.PeakMebibytes:F0} MiB | {Time(standing)} |\n"));
        text.Append(FormattableString.Invariant($"\n`build` from Parquet, texts of {options.MeanBytes} bytes on average, {options.Threads} threads.\nMeasured on {machine}.\n"));
        Replace(readme, "memory", text.ToString());
    }

    private static void AppendRows(StringBuilder text, JobResult result)
    {
        var name = $"{result.Job.Name}: {result.Job.Title}";
        if (result is { Ours: { } ours, Peer: { } peer, Ratio: { } ratio })
        {
            text.Append(FormattableString.Invariant(
                $"| {name} | {Time(ours)} | {Time(peer)} | {ratio:F2} | {ours.PeakMebibytes:F0} MiB | {peer.PeakMebibytes:F0} MiB |\n"));
            return;
        }

        foreach (var standing in result.Standings)
            text.Append(FormattableString.Invariant($"| {name}, {standing.Contender.Name} | {Time(standing)} | | | {standing.PeakMebibytes:F0} MiB | |\n"));
    }

    private static string Time(Standing standing) => FormattableString.Invariant($"{standing.MedianMilliseconds:N0} ms");

    /// <exception cref="BenchmarkException">The markers are not there.</exception>
    private static void Replace(string readme, string name, string table)
    {
        var (begin, end) = ($"<!-- benchmarks: {name} -->\n", $"<!-- /benchmarks: {name} -->\n");
        var text = File.ReadAllText(readme);
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from)
            throw new BenchmarkException($"{readme} has no lines '{begin.Trim()}' and '{end.Trim()}', between which the table belongs.");
        File.WriteAllText(readme, text[..(from + begin.Length)] + table + text[to..]);
    }
}
