using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>Sees to it that a corpus is there: reuses a whole one, makes it in a child otherwise.</summary>
internal static class CorpusSupply
{
    public static int MakeAll(BenchmarkOptions options)
    {
        var folder = options.Folder(new CorpusSpec(options.Records, options.MeanBytes));
        foreach (var format in options.Formats)
            Console.Out.WriteLine(Describe(folder, format, Ensure(folder, format)));
        return 0;
    }

    /// <summary>Makes what is missing, then has DuckDB recount all of it: that it is what the marker says, and the same in both formats.</summary>
    public static int VerifyAll(BenchmarkOptions options)
    {
        var folder = options.Folder(new CorpusSpec(options.Records, options.MeanBytes));
        var good = MakeAll(options) == 0;
        File.Delete(CorpusCheck.FingerprintPath(folder));
        foreach (var format in options.Formats)
        {
            var (stdout, stderr) = (folder.RunPath("verify.stdout"), folder.RunPath("verify.stderr"));
            var run = ChildProcess.Run(Launch.Child([ChildEntry.VerifyCorpus, .. ChildEntry.Arguments(folder, format)]), stdout, stderr);
            Console.Out.Write(File.ReadAllText(stdout));
            Console.Error.Write(File.ReadAllText(stderr));
            good &= run.ExitCode == 0;
        }

        return good ? 0 : 1;
    }

    /// <exception cref="CorpusException">The disk is too full, or the child failed.</exception>
    public static CorpusMarker Ensure(CorpusFolder folder, CorpusFormat format)
    {
        if (folder.Complete(format) is { } whole)
            return whole;

        Directory.CreateDirectory(folder.RunPath(""));
        var free = new DriveInfo(folder.Root).AvailableFreeSpace;
        // What the contenders write and keep beside it is less than the corpus itself.
        var need = 2 * folder.Spec.DiskBytes(format);
        if (free < need)
            throw new CorpusException(FormattableString.Invariant($"{folder.Root}: {need >> 20} MiB may be needed and {free >> 20} MiB are free."));

        Console.Error.WriteLine($"making {folder.Spec.Records} records as {format} in {folder.Root}");
        var (stdout, stderr) = (folder.RunPath("corpus.stdout"), folder.RunPath("corpus.stderr"));
        var run = ChildProcess.Run(Launch.Child([ChildEntry.MakeCorpus, .. ChildEntry.Arguments(folder, format)]), stdout, stderr);
        if (run.ExitCode != 0)
            throw new CorpusException($"making the corpus ended with exit code {run.ExitCode}:\n{File.ReadAllText(stderr)}");
        Console.Error.WriteLine(FormattableString.Invariant($"made in {run.Wall.TotalSeconds:F1} s, peak {run.PeakBytes >> 20} MiB"));
        return folder.Complete(format) ?? throw new CorpusException($"{folder.Root}: the corpus is not whole after it was made.");
    }

    public static string Describe(CorpusFolder folder, CorpusFormat format, CorpusMarker marker) => FormattableString.Invariant(
        $"{CorpusFolder.Extension(format)}: {marker.Records} records, {marker.TextBytes / 1e6:F0} MB of text (mean {(double)marker.TextBytes / marker.Records:F0} B), {marker.Tokens} tokens, {marker.FileBytes / 1e6:F0} MB in {marker.Files.Count} files, {folder.Root}");
}
