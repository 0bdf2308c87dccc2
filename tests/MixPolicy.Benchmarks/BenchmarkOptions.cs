using System.Globalization;
using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Programs;

namespace MixPolicy.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Records">Records of the corpus.</param>
/// <param name="MeanBytes">Mean bytes of a text.</param>
/// <param name="CorpusRoot">The folder of the corpora; null for the default one.</param>
/// <param name="Repeats">Runs of each contender that count.</param>
/// <param name="Tries">How often a disturbed run is made at most.</param>
/// <param name="RetryFor">For how long, from the beginning, disturbed runs are made again.</param>
/// <param name="Seed">Decides the order of the runs.</param>
/// <param name="Threads">Threads that each contender is told to use.</param>
internal sealed record BenchmarkOptions(
    long Records, int MeanBytes, string? CorpusRoot, int Repeats, int Tries, TimeSpan RetryFor, ulong Seed, int Threads)
{
    public string ThreadsText => Threads.ToString(CultureInfo.InvariantCulture);

    /// <summary>Each corpus has a folder of its own.</summary>
    public CorpusFolder Folder(CorpusSpec spec) =>
        new(Path.Combine(CorpusRoot is null ? Repository.Artifacts() : Path.GetFullPath(CorpusRoot), spec.FolderName), spec);
}
