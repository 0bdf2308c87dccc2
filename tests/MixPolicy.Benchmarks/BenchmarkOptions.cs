using MixPolicy.Benchmarks.Corpus;

namespace MixPolicy.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Formats">The formats to run the job on.</param>
/// <param name="Records">Records of the corpus.</param>
/// <param name="MeanBytes">Mean bytes of a text.</param>
/// <param name="CorpusRoot">The corpus's folder; null for the default one of its size.</param>
/// <param name="Repeats">Runs of each contender that count.</param>
/// <param name="Tries">How often a disturbed run is made at most.</param>
/// <param name="Seed">Decides the order of the runs.</param>
/// <param name="Threads">Threads that each contender is told to use.</param>
/// <param name="ToolPath">A <c>.dll</c> for <c>dotnet</c>, or an executable.</param>
internal sealed record BenchmarkOptions(
    IReadOnlyList<CorpusFormat> Formats,
    long Records,
    int MeanBytes,
    string? CorpusRoot,
    int Repeats,
    int Tries,
    ulong Seed,
    int Threads,
    string ToolPath)
{
    /// <summary>Corpora lie under the repository's ignored <c>artifacts</c>, or under the current folder outside a repository.</summary>
    public CorpusFolder Folder(CorpusSpec spec) =>
        new(Path.GetFullPath(CorpusRoot ?? Path.Combine(RepositoryRoot(), "artifacts", "benchmarks", spec.FolderName)), spec);

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MixPolicy.sln")))
                return folder.FullName;
        }

        return Directory.GetCurrentDirectory();
    }
}
