using MixPolicy.Benchmarks.Jobs;
using MixPolicy.Benchmarks.Peer;
using MixPolicy.Benchmarks.Programs;
using MixPolicy.Benchmarks.Reports;

namespace MixPolicy.Benchmarks;

/// <summary>Runs what was asked for and reports it; each method returns the exit code, 1 when anything could not be run or was not the same work.</summary>
/// <param name="bench">What the jobs need.</param>
/// <param name="writesReadme">Whether the README's table gets the figures too.</param>
internal sealed class BenchmarkReport(Bench bench, bool writesReadme)
{
    /// <summary>Tables on stdout.</summary>
    public int Jobs(IReadOnlyList<string> names) => Run(names, Console.Out) is { } results && results.All(result => result.IsWhole) ? 0 : 1;

    /// <summary>Tables on stderr, and on stdout nothing but a line a job.</summary>
    public int Summary()
    {
        var results = Run(JobCatalogue.Summary, Console.Error);
        foreach (var line in SummaryLines.Of(results))
            Console.Out.WriteLine(line);
        return results.All(result => result.IsWhole) ? 0 : 1;
    }

    /// <summary>Peak memory by number of records.</summary>
    public int Memory(IReadOnlyList<long> records)
    {
        var results = MemoryJob.Run(bench, records, Console.Out);
        var machine = MachineLine.Render($"mixpolicy {bench.Programs.Tool.KindText}", null);
        Console.Out.WriteLine(machine);
        var whole = results.All(result => result.Standing.Failure is null);
        if (whole && writesReadme)
            ReadmeTable.WriteMemory(ReadmePath(), results, machine, bench.Options);
        return whole ? 0 : 1;
    }

    /// <summary>Peak memory and time against a parent of the same size, by number of records.</summary>
    public int Parent(IReadOnlyList<long> records, bool judgesOnly)
    {
        var results = ParentJob.Run(bench, records, judgesOnly, Console.Out);
        Console.Out.WriteLine(MachineLine.Render($"mixpolicy {bench.Programs.Tool.KindText}", null));
        return results.All(result => result.Standing.Failure is null) ? 0 : 1;
    }

    private IReadOnlyList<JobResult> Run(IReadOnlyList<string> names, TextWriter tables)
    {
        var results = JobRun.Run(bench, names, tables);
        var version = results.SelectMany(result => result.Job.Contenders).Where(contender => contender.IsPeer).Select(DuckDb.VersionOf).FirstOrDefault();
        var machine = MachineLine.Render(bench.Programs.KindText, version);
        tables.WriteLine(FormattableString.Invariant(
            $"{bench.Options.Threads} threads; {bench.Options.Repeats} repeats, interleaved; wall of the whole process; ratio to the fastest DuckDB; * = disturbed by others"));
        tables.WriteLine(machine);
        if (writesReadme && results.All(result => result.IsWhole))
            ReadmeTable.WriteJobs(ReadmePath(), results, machine, bench.Options.Repeats, bench.Options.Threads);
        return results;
    }

    private static string ReadmePath() =>
        Path.Combine(Repository.Root ?? throw new BenchmarkException("--readme: this program lies outside of the repository."), "README.md");
}
