using MixPolicy.Benchmarks.Jobs;

namespace MixPolicy.Benchmarks.Reports;

/// <summary>A line a job for scripts: its name and our wall time over the fastest peer's; last the peak memory of our build.</summary>
internal static class SummaryLines
{
    public static IEnumerable<string> Of(IReadOnlyList<JobResult> results)
    {
        foreach (var result in results)
            yield return result is { IsWhole: true, Ratio: { } ratio } ? FormattableString.Invariant($"{result.Job.Name} {ratio:F2}") : $"{result.Job.Name} not-run";
        var build = results.FirstOrDefault(result => result.Job.Name == "C");
        yield return build is { IsWhole: true, Ours: { } ours } ? FormattableString.Invariant($"memory-mib {ours.PeakMebibytes:F0}") : "memory-mib not-run";
    }
}
