using System.Diagnostics;
using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;
using MixPolicy.Benchmarks.Peer;
using MixPolicy.Benchmarks.Programs;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>What every job of a run needs.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Programs">What is run.</param>
internal sealed record Bench(BenchmarkOptions Options, ProgramSet Programs)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public MeasuredRun Runs { get; } = new(Programs.Runner);

    public DuckDb DuckDb => new(Programs.Peer, Runs);

    public Contest Contest => new(Runs, Options.Repeats, Options.Tries, Options.Seed, _clock, Options.RetryFor);

    /// <summary>The corpus of most jobs.</summary>
    public CorpusFolder Folder => Options.Folder(new CorpusSpec(Options.Records, Options.MeanBytes));

    /// <summary>A contender that reads a format through the library's readers.</summary>
    public Contender Scan(string name, CorpusFolder folder, CorpusFormat format, string scan, params IEnumerable<string> arguments)
    {
        var output = folder.RunPath($"mixpolicy-{scan}-{CorpusFolder.Extension(format)}");
        return new Contender(name, Programs.Scans.Command([scan, Options.ThreadsText, .. arguments, .. folder.FilePaths(format)]), output, IsPeer: false);
    }
}
