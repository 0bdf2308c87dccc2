using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;
using MixPolicy.Benchmarks.Reports;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>
/// P: a mix of all records joined with a parent of as many, every one of them human or not kept: peak memory and time of a build, and of judging the
/// manifest alone. The parent is the same corpus one generation earlier, built before and not measured.
/// </summary>
internal static class ParentJob
{
    private const CorpusFormat Format = CorpusFormat.Parquet;

    /// <summary>Two results a number of records; null where a run failed.</summary>
    public static IReadOnlyList<(long Records, Standing Standing)> Run(Bench bench, IReadOnlyList<long> records, bool judgesOnly, TextWriter table)
    {
        var results = new List<(long Records, Standing Standing)>();
        foreach (var count in records.Order())
        {
            var folder = bench.Options.Folder(new CorpusSpec(count, bench.Options.MeanBytes));
            CorpusSupply.Ensure(folder, Format);
            var parent = MakeParent(bench, folder);
            var contest = bench.Contest with { Repeats = 1, Tries = 1 };
            var contenders = judgesOnly ? new[] { Judge(bench, folder, parent) } : [Judge(bench, folder, parent), Build(bench, folder)];
            foreach (var standing in contest.Run(contenders, [], Console.Error.WriteLine))
            {
                if (standing.Failure is not null)
                    FailureText.Print(standing);
                results.Add((count, standing));
            }
        }

        table.WriteLine(MemoryTable.RenderParent(results, bench.Options));
        return results;
    }

    private static string PolicyPath(CorpusFolder folder, int generation) => Path.Combine(folder.Root, FormattableString.Invariant($"generation-{generation}.yaml"));

    /// <summary>Builds the parent, and drops what the tool would remember of it: the disk must hold the rest.</summary>
    private static Contender MakeParent(Bench bench, CorpusFolder folder)
    {
        File.WriteAllText(PolicyPath(folder, 0), BenchmarkPolicy.RenderGeneration(Format, 0));
        File.WriteAllText(PolicyPath(folder, 1), BenchmarkPolicy.RenderGeneration(Format, 1));
        var parent = Contender(bench, folder, "generation-0", "build", PolicyPath(folder, 0));
        if (File.Exists(BuildAgreement.ManifestIn(parent.OutputFolder)))
            return parent;
        parent.EmptyOutput();
        var run = bench.Runs.Run(parent.Command, parent.StdoutPath, parent.StderrPath);
        if (run.ExitCode != 0)
            throw new BenchmarkException($"the parent's build ended with exit code {run.ExitCode}:\n{File.ReadAllText(parent.StderrPath)}");
        Directory.Delete(Path.Combine(parent.OutputFolder, ".mixpolicy"), recursive: true);
        return parent;
    }

    private static Contender Build(Bench bench, CorpusFolder folder) => Contender(bench, folder, "build", "build", PolicyPath(folder, 1));

    private static Contender Judge(Bench bench, CorpusFolder folder, Contender parent) =>
        Contender(bench, folder, "check --manifest", "check", PolicyPath(folder, 1), "--manifest", BuildAgreement.ManifestIn(parent.OutputFolder));

    private static Contender Contender(Bench bench, CorpusFolder folder, string name, params IEnumerable<string> arguments)
    {
        var output = folder.RunPath(name.Replace(' ', '-'));
        return new Contender(name, bench.Programs.Tool.Command([.. arguments, "--out", output, "--threads", bench.Options.ThreadsText, "--no-progress"]), output, IsPeer: false);
    }
}
