using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>Peak memory of our build as the records grow, with short texts so that the disk holds many.</summary>
internal static class MemoryJob
{
    public const int MeanBytes = 60;

    public static int Run(BenchmarkOptions options, IReadOnlyList<long> records)
    {
        var lines = new List<string>();
        var whole = true;
        foreach (var format in options.Formats)
        {
            foreach (var count in records.Order())
            {
                // A folder of its own for each size, whatever --corpus says.
                var spec = new CorpusSpec(count, options.MeanBytes);
                var root = options.CorpusRoot is null ? null : Path.Combine(options.CorpusRoot, spec.FolderName);
                var folder = (options with { CorpusRoot = root }).Folder(spec);
                CorpusSupply.Ensure(folder, format);
                var standing = new Contest(Repeats: 1, Tries: 1, options.Seed)
                    .Run([BuildJob.Ours(options, folder, format)], folder.FilePaths(format), Console.Error.WriteLine)[0];
                if (standing.Failure is not null)
                    FailureText.Print(standing);
                whole &= standing.Failure is null;
                lines.Add(standing.Failure is null
                    ? FormattableString.Invariant($"{CorpusFolder.Extension(format),-8}{count,12} records  peak MiB {(standing.PeakIsFloor ? "<=" : ""),2}{standing.PeakMebibytes,-6:F0}  wall ms {standing.MedianMilliseconds,8:F0}")
                    : FormattableString.Invariant($"{CorpusFolder.Extension(format),-8}{count,12} records  could not be run"));
            }
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine(FormattableString.Invariant($"mixpolicy build, texts of {options.MeanBytes} bytes on average, {options.Threads} threads"));
        lines.ForEach(Console.Out.WriteLine);
        Console.Out.WriteLine(MachineLine.Render("not run"));
        return whole ? 0 : 1;
    }
}
