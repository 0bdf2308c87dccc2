using System.Text;
using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Reports;

/// <summary>Peak memory by number of records, as plain text.</summary>
internal static class MemoryTable
{
    public static string Render(IReadOnlyList<(long Records, Standing Standing)> results, BenchmarkOptions options)
    {
        var text = new StringBuilder();
        text.Append(FormattableString.Invariant($"M: mixpolicy build from parquet, texts of {options.MeanBytes} bytes on average, {options.Threads} threads\n"));
        foreach (var (records, standing) in results)
        {
            text.Append(standing.Failure is null
                ? FormattableString.Invariant($"{records,12} records  peak MiB {standing.PeakMebibytes,6:F0}  wall ms {standing.MedianMilliseconds,8:F0}\n")
                : FormattableString.Invariant($"{records,12} records  could not be run\n"));
        }

        return text.ToString();
    }

    /// <summary>The same of what was joined with a parent.</summary>
    public static string RenderParent(IReadOnlyList<(long Records, Standing Standing)> results, BenchmarkOptions options)
    {
        var text = new StringBuilder();
        text.Append(FormattableString.Invariant($"P: a mix of all records against a parent of as many, texts of {options.MeanBytes} bytes on average, {options.Threads} threads\n"));
        foreach (var (records, standing) in results)
        {
            text.Append(standing.Failure is null
                ? FormattableString.Invariant($"{records,12} records  {standing.Contender.Name,-16}  peak MiB {standing.PeakMebibytes,6:F0}  wall ms {standing.MedianMilliseconds,8:F0}\n")
                : FormattableString.Invariant($"{records,12} records  {standing.Contender.Name,-16}  could not be run\n"));
        }

        return text.ToString();
    }
}
