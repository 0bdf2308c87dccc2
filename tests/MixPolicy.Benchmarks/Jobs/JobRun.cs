using MixPolicy.Benchmarks.Reports;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>Runs jobs one after the other, the contenders of each interleaved.</summary>
internal static class JobRun
{
    /// <param name="bench">What the jobs need.</param>
    /// <param name="names">Which jobs, of <see cref="JobCatalogue"/>.</param>
    /// <param name="tables">Gets a table as soon as its job is done.</param>
    public static IReadOnlyList<JobResult> Run(Bench bench, IReadOnlyList<string> names, TextWriter tables)
    {
        var results = new List<JobResult>();
        foreach (var name in names)
        {
            var job = JobCatalogue.Make(name, bench);
            Console.Error.WriteLine($"{job.Name}: {job.Title}");
            var standings = bench.Contest.Run(job.Contenders, job.Inputs, Console.Error.WriteLine);
            foreach (var failed in standings.Where(standing => standing.Failure is not null))
                FailureText.Print(failed);
            var allRan = standings.All(standing => standing.Failure is null);
            results.Add(new JobResult(job, standings, allRan ? job.Check() : null));
            tables.WriteLine(ResultTable.Render(results[^1]));
        }

        return results;
    }
}
