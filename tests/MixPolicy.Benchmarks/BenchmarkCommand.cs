using System.CommandLine;
using System.CommandLine.Parsing;
using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Jobs;

namespace MixPolicy.Benchmarks;

/// <summary>The command line of the benchmarks: options in, exit code out.</summary>
internal static class BenchmarkCommand
{
    private static readonly Option<string> Job = new("--job") { Description = "parquet, jsonl or all.", DefaultValueFactory = _ => "all" };
    private static readonly Option<bool> ParquetOnly = new("--parquet-only") { Description = "The same as --job parquet." };
    private static readonly Option<bool> JsonlOnly = new("--jsonl-only") { Description = "The same as --job jsonl." };
    private static readonly Option<bool> MakeOnly = new("--make-only") { Description = "Make the corpus and stop." };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Make the corpus, have DuckDB recount it, and stop." };
    private static readonly Option<bool> Memory = new("--memory") { Description = "Peak memory of our build, by number of records, instead of the job." };
    private static readonly Option<long[]> MemoryRecords = new("--memory-records")
    {
        Description = "The numbers of records for --memory.",
        DefaultValueFactory = _ => [200_000, 2_000_000, 20_000_000],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<long> Records = Whole<long>("--records", "Records of the corpus.", 2_000_000, least: 4);
    private static readonly Option<int?> MeanBytes = new("--mean-bytes") { Description = "Mean bytes of a text: 600, or 60 with --memory." };
    private static readonly Option<string?> Corpus = new("--corpus") { Description = "Folder of the corpus; made when absent, reused when whole." };
    private static readonly Option<int> Repeats = Whole("--repeats", "Runs of each contender.", 5, least: 1);
    private static readonly Option<int> Tries = Whole("--tries", "How often a run that others disturbed is made at most.", 3, least: 1);
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Decides the order of the runs.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Threads = Whole("--threads", "Threads of each contender.", 2, least: 1);
    private static readonly Option<string> Tool = new("--tool")
    {
        Description = "The tool to measure: a .dll or an executable.",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "dotnet-mixpolicy.dll"),
    };

    public static int Run(string[] args)
    {
        Job.AcceptOnlyFromAmong("parquet", "jsonl", "all");
        MeanBytes.Validators.Add(result => AtLeast(result, result.GetValue(MeanBytes) ?? 1, 1));
        var command = new RootCommand("mixpolicy side by side with DuckDB, on a corpus that this program makes")
        {
            Job, ParquetOnly, JsonlOnly, MakeOnly, Verify, Memory, MemoryRecords, Records, MeanBytes, Corpus, Repeats, Tries, Seed, Threads, Tool,
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

        var memory = line.GetValue(Memory);
        var options = new BenchmarkOptions(
            Formats(line),
            line.GetValue(Records),
            line.GetValue(MeanBytes) ?? (memory ? MemoryJob.MeanBytes : CorpusSpec.DefaultMeanBytes),
            line.GetValue(Corpus),
            line.GetValue(Repeats),
            line.GetValue(Tries),
            line.GetValue(Seed),
            line.GetValue(Threads),
            Path.GetFullPath(line.GetRequiredValue(Tool)));
        try
        {
            if (memory)
                return MemoryJob.Run(options, line.GetRequiredValue(MemoryRecords));
            if (line.GetValue(Verify))
                return CorpusSupply.VerifyAll(options);
            return line.GetValue(MakeOnly) ? CorpusSupply.MakeAll(options) : BuildJob.Run(options);
        }
        catch (Exception error) when (error is CorpusException or IOException or System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    /// <summary>Parquet comes first in `all`, or alone for --memory, which needs no second format to say what it says.</summary>
    private static IReadOnlyList<CorpusFormat> Formats(ParseResult line)
    {
        var job = line.GetValue(ParquetOnly) ? "parquet" : line.GetValue(JsonlOnly) ? "jsonl" : line.GetRequiredValue(Job);
        return job switch
        {
            "parquet" => [CorpusFormat.Parquet],
            "jsonl" => [CorpusFormat.Jsonl],
            _ => line.GetValue(Memory) ? [CorpusFormat.Parquet] : [CorpusFormat.Parquet, CorpusFormat.Jsonl],
        };
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
