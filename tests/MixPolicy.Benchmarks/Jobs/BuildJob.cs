using System.Globalization;
using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>The whole <c>build</c> against DuckDB doing the equal job, for each format.</summary>
internal static class BuildJob
{
    public static int Run(BenchmarkOptions options)
    {
        var folder = options.Folder(new CorpusSpec(options.Records, options.MeanBytes));
        var version = "not run";
        var tables = new List<string>();
        var whole = true;
        foreach (var format in options.Formats)
        {
            var marker = CorpusSupply.Ensure(folder, format);
            Contender[] contenders = [Ours(options, folder, format), .. Enum.GetValues<DuckDbPlan>().Select(plan => Peer(options, folder, format, plan))];
            Console.Error.WriteLine($"build, {CorpusFolder.Extension(format)}");
            var standings = new Contest(options.Repeats, options.Tries, options.Seed)
                .Run(contenders, folder.FilePaths(format), Console.Error.WriteLine);

            foreach (var failed in standings.Where(standing => standing.Failure is not null))
                FailureText.Print(failed);
            var allRan = standings.All(standing => standing.Failure is null);
            var agrees = allRan ? Agreement.Check(contenders[0], contenders[1]) : "not checked: a contender could not be run\n";
            whole &= allRan && agrees is not null;
            version = standings.Any(s => s.Contender.IsPeer && s.Failure is null) ? DuckDbBuild.VersionIn(contenders[1].StdoutPath) : version;
            tables.Add($"build, {CorpusSupply.Describe(folder, format, marker)}\n{ResultTable.Render(standings)}manifests: {agrees ?? "differ\n"}");
            if (ResultTable.Ratio(standings) is { } ratio)
                tables[^1] += FormattableString.Invariant($"build-{CorpusFolder.Extension(format)} {ratio:F2}\n");
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine(string.Join('\n', tables));
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{options.Threads} threads; {options.Repeats} repeats, interleaved; wall of the whole process; ratio to the fastest DuckDB; * = disturbed by others"));
        Console.Out.WriteLine(MachineLine.Render(version));
        return whole ? 0 : 1;
    }

    /// <summary>Our tool as users run it, as its own process.</summary>
    public static Contender Ours(BenchmarkOptions options, CorpusFolder folder, CorpusFormat format)
    {
        var output = folder.RunPath($"mixpolicy-{CorpusFolder.Extension(format)}");
        return new Contender(
            "mixpolicy build",
            Launch.Tool(options.ToolPath, "build", folder.PolicyPath(format), "--out", output, "--threads", Number(options.Threads), "--no-progress"),
            output,
            IsPeer: false);
    }

    private static Contender Peer(BenchmarkOptions options, CorpusFolder folder, CorpusFormat format, DuckDbPlan plan)
    {
        var output = folder.RunPath($"duckdb-{plan}-{CorpusFolder.Extension(format)}");
        var command = Launch.Child(
        [
            ChildEntry.DuckDb,
            .. ChildEntry.Arguments(folder, format),
            plan.ToString(),
            Number(options.Threads),
            Agreement.ManifestIn(output),
        ]);
        return new Contender(plan == DuckDbPlan.TwoScans ? "DuckDB, two scans" : "DuckDB, temp table", command, output, IsPeer: true);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
