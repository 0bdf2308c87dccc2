using System.CommandLine;
using System.CommandLine.Parsing;
using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Jobs;
using MixPolicy.Benchmarks.Programs;

namespace MixPolicy.Benchmarks;

/// <summary>The command line of the benchmarks: options in, exit code out.</summary>
internal static class BenchmarkCommand
{
    /// <summary>Leaves enough of a quarter of an hour for five undisturbed runs of everything.</summary>
    private static readonly TimeSpan SummaryRetries = TimeSpan.FromMinutes(6);

    private static readonly Option<string[]> Job = new("--job")
    {
        Description = $"Which jobs: {string.Join(", ", JobCatalogue.Names)}; all of them when none is named.",
        DefaultValueFactory = _ => [.. JobCatalogue.Names],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> Summary = new("--summary") { Description = "The jobs with a peer; a line each on stdout, the tables on stderr." };
    private static readonly Option<bool> Readme = new("--readme") { Description = "Write what was measured into the table in README.md." };
    private static readonly Option<bool> MakeOnly = new("--make-only") { Description = "Make the corpus in all formats and stop." };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Make the corpus, have DuckDB recount it, and stop." };
    private static readonly Option<bool> Plan = new("--plan") { Description = "How long the planner takes, native and JIT, instead of the jobs." };
    private static readonly Option<bool> Memory = new("--memory") { Description = "Peak memory of our build, by number of records, instead of the jobs." };
    private static readonly Option<bool> Parent = new("--parent") { Description = "The same against a parent of as many records." };
    private static readonly Option<bool> JudgesOnly = new("--judge-only") { Description = "With --parent: judge the manifest, build none; needs less disk." };
    private static readonly Option<long[]> MemoryRecords = new("--memory-records")
    {
        Description = "The numbers of records for --memory and --parent.",
        DefaultValueFactory = _ => [2_000_000, 20_000_000, 100_000_000],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<long> Records = Whole<long>("--records", "Records of the corpus.", 2_000_000, least: 100);
    private static readonly Option<int?> MeanBytes = new("--mean-bytes") { Description = "Mean bytes of a text: 600, or 60 with --memory and --parent." };
    private static readonly Option<string?> Corpus = new("--corpus") { Description = "Folder of the corpora; each is made when absent, reused when whole." };
    private static readonly Option<int> Repeats = Whole("--repeats", "Runs of each contender.", 5, least: 1);
    private static readonly Option<int> Tries = Whole("--tries", "How often a run that others disturbed is made at most.", 2, least: 1);
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Decides the order of the runs.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Threads = Whole("--threads", "Threads of each contender.", 2, least: 1);
    private static readonly Option<string?> Tool = new("--tool") { Description = "The tool to measure, a .dll or an executable; published from the repository by default." };

    public static int Run(string[] args)
    {
        Job.AcceptOnlyFromAmong([.. JobCatalogue.Names]);
        MeanBytes.Validators.Add(result => AtLeast(result, result.GetValue(MeanBytes) ?? 1, 1));
        var command = new RootCommand("mixpolicy side by side with DuckDB, on a corpus that this program makes")
        {
            Job, Summary, Readme, MakeOnly, Verify, Plan, Memory, Parent, JudgesOnly, MemoryRecords, Records, MeanBytes, Corpus, Repeats, Tries, Seed, Threads, Tool,
        };
        command.SetAction(Run);
        return command.Parse(args).Invoke();
    }

    private static int Run(ParseResult line)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            Console.Error.WriteLine("The measuring reads /proc and wait4's rusage: the benchmarks run on 64-bit Linux only.");
            return 2;
        }

        var options = new BenchmarkOptions(
            line.GetValue(Records),
            line.GetValue(MeanBytes) ?? (line.GetValue(Memory) || line.GetValue(Parent) ? MemoryJob.MeanBytes : CorpusSpec.DefaultMeanBytes),
            line.GetValue(Corpus),
            line.GetValue(Repeats),
            line.GetValue(Tries),
            line.GetValue(Summary) ? SummaryRetries : TimeSpan.MaxValue,
            line.GetValue(Seed),
            line.GetValue(Threads));
        try
        {
            if (line.GetValue(Plan))
                return PlanJob.Run(options.Repeats, Console.Out);
            if (line.GetValue(MakeOnly))
                return CorpusSupply.MakeAll(options);
            var bench = new Bench(options, ProgramSet.Make(line.GetValue(Tool)));
            if (line.GetValue(Verify))
                return CorpusSupply.VerifyAll(bench);
            var report = new BenchmarkReport(bench, line.GetValue(Readme));
            if (line.GetValue(Memory))
                return report.Memory(line.GetRequiredValue(MemoryRecords));
            if (line.GetValue(Parent))
                return report.Parent(line.GetRequiredValue(MemoryRecords), line.GetValue(JudgesOnly));
            return line.GetValue(Summary) ? report.Summary() : report.Jobs(line.GetRequiredValue(Job));
        }
        catch (Exception error) when (error is BenchmarkException or IOException or System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static Option<T> Whole<T>(string name, string description, T usual, int least)
        where T : System.Numerics.INumber<T>
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result => AtLeast(result, long.CreateSaturating(result.GetValueOrDefault<T>()), least));
        return option;
    }

    private static void AtLeast(OptionResult result, long value, long least)
    {
        if (value < least)
            result.AddError(FormattableString.Invariant($"{result.Option.Name}: {value} is less than {least}."));
    }
}
