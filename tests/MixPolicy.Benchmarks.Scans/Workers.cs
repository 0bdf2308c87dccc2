namespace MixPolicy.Benchmarks.Scans;

/// <summary>Runs units of work on a fixed number of threads, each taking the next unit when it has finished one.</summary>
internal static class Workers
{
    /// <summary>The results in the units' order, whoever made them.</summary>
    public static T[] Run<TUnit, T>(IReadOnlyList<TUnit> units, int threads, Func<TUnit, T> work)
    {
        var results = new T[units.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var next = -1;
        Parallel.For(0, threads, options, _ =>
        {
            for (int unit; (unit = Interlocked.Increment(ref next)) < units.Count;) results[unit] = work(units[unit]);
        });
        return results;
    }
}
