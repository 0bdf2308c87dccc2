using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>D: a hundred files; the first build, a second one when nothing has changed, and one when one file has. DuckDB has nothing like it.</summary>
internal sealed class SecondBuildJob
{
    private const CorpusFormat Format = CorpusFormat.Parquet;
    private const int FilesPerQuarter = 25;
    private readonly Bench _bench;
    private readonly CorpusFolder _folder;
    private readonly RecordMaker _maker;
    private long _edition;

    private SecondBuildJob(Bench bench)
    {
        _bench = bench;
        _folder = bench.Options.Folder(new CorpusSpec(bench.Options.Records, bench.Options.MeanBytes, FilesPerQuarter));
        _maker = new RecordMaker(_folder.Spec);
    }

    private CorpusFile Changing => _folder.Spec.Files[0];

    public static Job Make(Bench bench)
    {
        var job = new SecondBuildJob(bench);
        var marker = CorpusSupply.Ensure(job._folder, Format);
        var first = BuildJob.Ours(bench, job._folder, Format, "first build");
        var unchanged = BuildJob.Ours(bench, job._folder, Format, "nothing changed");
        var changed = BuildJob.Ours(bench, job._folder, Format, "one file of 100 changed");
        unchanged = unchanged with { Prepare = () => job.Settle(unchanged) };
        changed = changed with
        {
            Prepare = () =>
            {
                job.Settle(changed);
                job.WriteEdition(++job._edition);
            },
        };
        return new Job("D", "build again", CorpusSupply.Describe(job._folder, Format, marker), [first, unchanged, changed], job._folder.FilePaths(Format),
            () => job.Check(first, unchanged));
    }

    /// <summary>Leaves the output folder as a build over the files as they are now leaves it.</summary>
    private void Settle(Contender contender)
    {
        Directory.CreateDirectory(contender.OutputFolder);
        var run = _bench.Runs.Run(contender.Command, contender.StdoutPath, contender.StderrPath);
        if (run.ExitCode != 0)
            throw new BenchmarkException($"{contender.Name}: the build before it ended with exit code {run.ExitCode}:\n{File.ReadAllText(contender.StderrPath)}");
    }

    /// <summary>Other records in the first file, never the same twice: none is in the rest of the corpus. Edition 0 is the corpus's own.</summary>
    private void WriteEdition(long edition) =>
        MadeFile.Make(_maker, Changing with { First = edition == 0 ? Changing.First : _folder.Spec.Records + (edition * Changing.Records) }, Format, _folder.FilePath(Format, Changing));

    /// <summary>Puts the first file back; then a build that had another before it must leave what one from nothing leaves.</summary>
    private string? Check(Contender first, Contender unchanged)
    {
        WriteEdition(0);
        Settle(unchanged);
        first.EmptyOutput();
        Settle(first);
        var same = File.ReadAllBytes(BuildAgreement.ManifestIn(first.OutputFolder)).AsSpan().SequenceEqual(File.ReadAllBytes(BuildAgreement.ManifestIn(unchanged.OutputFolder)));
        if (same)
            return "a build again and one from nothing leave the same manifest, byte for byte";
        Console.Error.WriteLine("A build again left another manifest than one from nothing.");
        return null;
    }
}
