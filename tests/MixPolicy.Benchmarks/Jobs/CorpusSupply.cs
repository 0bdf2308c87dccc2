using System.Diagnostics;
using MixPolicy.Benchmarks.Corpus;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>Sees to it that a corpus is there: reuses a whole one, makes it otherwise.</summary>
internal static class CorpusSupply
{
    public static int MakeAll(BenchmarkOptions options)
    {
        var folder = options.Folder(new CorpusSpec(options.Records, options.MeanBytes));
        foreach (var format in Enum.GetValues<CorpusFormat>())
            Console.Out.WriteLine(Describe(folder, format, Ensure(folder, format)));
        return 0;
    }

    /// <summary>Makes what is missing, then has DuckDB recount all of it: that it is what the marker says, and the same in all formats.</summary>
    public static int VerifyAll(Bench bench)
    {
        var folder = bench.Folder;
        var fingerprints = Enum.GetValues<CorpusFormat>().Select(format => CorpusCheck.Run(bench.DuckDb, folder, format, Ensure(folder, format))).ToList();
        if (fingerprints.Contains(null))
            return 1;
        if (fingerprints.Distinct(StringComparer.Ordinal).Count() == 1)
            return 0;
        Console.Error.WriteLine("the formats do not hold the same records");
        return 1;
    }

    /// <exception cref="BenchmarkException">The disk is too full.</exception>
    public static CorpusMarker Ensure(CorpusFolder folder, CorpusFormat format)
    {
        Directory.CreateDirectory(folder.RunPath(""));
        if (folder.Complete(format) is { } whole)
            return whole;

        var free = new DriveInfo(folder.Root).AvailableFreeSpace;
        // What the contenders write and keep beside it is less than the corpus itself.
        var need = 2 * folder.Spec.DiskBytes(format);
        if (free < need)
            throw new BenchmarkException(FormattableString.Invariant($"{folder.Root}: {need >> 20} MiB may be needed and {free >> 20} MiB are free."));

        Console.Error.WriteLine($"making {folder.Spec.Records} records as {CorpusFolder.Extension(format)} in {folder.Root}");
        var clock = Stopwatch.StartNew();
        CorpusMaker.Make(folder, format);
        Console.Error.WriteLine(FormattableString.Invariant($"made in {clock.Elapsed.TotalSeconds:F1} s"));
        return folder.Complete(format) ?? throw new BenchmarkException($"{folder.Root}: the corpus is not whole after it was made.");
    }

    public static string Describe(CorpusFolder folder, CorpusFormat format, CorpusMarker marker) => FormattableString.Invariant(
        $"{CorpusFolder.Extension(format)}: {marker.Records} records, {marker.TextBytes / 1e6:F0} MB of text (mean {(double)marker.TextBytes / marker.Records:F0} B), {marker.FileBytes / 1e6:F0} MB in {marker.Files.Count} files");
}
