using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;
using MixPolicy.Benchmarks.Peer;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>DuckDB once for each way to write a job.</summary>
internal static class PeerPlans
{
    /// <param name="bench">What the jobs need.</param>
    /// <param name="folder">The corpus's.</param>
    /// <param name="job">Names the output folders.</param>
    /// <param name="script">The statements for a plan that writes into a folder.</param>
    public static IReadOnlyList<Contender> Contenders(Bench bench, CorpusFolder folder, string job, Func<DuckDbPlan, string, IEnumerable<string>> script) =>
    [
        .. Enum.GetValues<DuckDbPlan>().Select(plan =>
        {
            var output = folder.RunPath($"duckdb-{job}-{plan}".ToLowerInvariant());
            return bench.DuckDb.Contender(Name(plan), output, bench.Options.Threads, script(plan, output));
        }),
    ];

    private static string Name(DuckDbPlan plan) => plan switch
    {
        DuckDbPlan.TwoScans => "DuckDB, two scans",
        DuckDbPlan.Unordered => "DuckDB, two scans, any order",
        _ => "DuckDB, temp table",
    };
}
