using MixPolicy.Benchmarks.Corpus;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>The jobs by name.</summary>
internal static class JobCatalogue
{
    private static readonly Dictionary<string, Func<Bench, Job>> Makers = new(StringComparer.Ordinal)
    {
        ["A"] = TagsJob.Make,
        ["B"] = TextsJob.Make,
        ["C"] = bench => BuildJob.Make(bench, "C", CorpusFormat.Parquet),
        ["J-plain"] = bench => LinesJob.Make(bench, "J-plain", CorpusFormat.Jsonl),
        ["J-zst"] = bench => LinesJob.Make(bench, "J-zst", CorpusFormat.JsonlZstd),
        ["J-gz"] = bench => LinesJob.Make(bench, "J-gz", CorpusFormat.JsonlGzip),
        ["C-jsonl"] = bench => BuildJob.Make(bench, "C-jsonl", CorpusFormat.Jsonl),
        ["D"] = SecondBuildJob.Make,
    };

    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>Those that are compared with the peer in the summary.</summary>
    public static IReadOnlyList<string> Summary { get; } = ["A", "B", "C", "J-plain", "J-zst", "J-gz"];

    public static Job Make(string name, Bench bench) => Makers[name](bench);
}
