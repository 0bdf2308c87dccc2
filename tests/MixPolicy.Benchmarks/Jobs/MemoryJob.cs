using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;
using MixPolicy.Benchmarks.Reports;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>M: peak memory of our build as the records grow, with short texts so that the disk holds many.</summary>
internal static class MemoryJob
{
    public const int MeanBytes = 60;

    /// <summary>One result a number of records; null where the build could not be run.</summary>
    public static IReadOnlyList<(long Records, Standing Standing)> Run(Bench bench, IReadOnlyList<long> records, TextWriter table)
    {
        const CorpusFormat Format = CorpusFormat.Parquet;
        var results = new List<(long Records, Standing Standing)>();
        foreach (var count in records.Order())
        {
            var folder = bench.Options.Folder(new CorpusSpec(count, bench.Options.MeanBytes));
            CorpusSupply.Ensure(folder, Format);
            var contest = bench.Contest with { Repeats = 1, Tries = 1 };
            var standing = contest.Run([BuildJob.Ours(bench, folder, Format, "mixpolicy build")], folder.FilePaths(Format), Console.Error.WriteLine)[0];
            if (standing.Failure is not null)
                FailureText.Print(standing);
            results.Add((count, standing));
        }

        table.WriteLine(MemoryTable.Render(results, bench.Options));
        return results;
    }
}
