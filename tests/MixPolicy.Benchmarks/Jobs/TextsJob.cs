using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Peer;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>B: every text read and fingerprinted, with XxHash128 here and with the peer's own 64-bit hash there.</summary>
internal static class TextsJob
{
    public static Job Make(Bench bench)
    {
        const CorpusFormat Format = CorpusFormat.Parquet;
        var folder = bench.Folder;
        var marker = CorpusSupply.Ensure(folder, Format);
        var ours = bench.Scan("mixpolicy, XxHash128", folder, Format, "texts");
        var peer = bench.DuckDb.Contender("DuckDB, hash()", folder.RunPath("duckdb-texts"), bench.Options.Threads, HashQueries.Texts(new CorpusScan(folder, Format)));
        return new Job("B", "every text read and fingerprinted", CorpusSupply.Describe(folder, Format, marker), [ours, peer], folder.FilePaths(Format),
            () => Findings.Same([ours, peer]) is { } groups && Findings.SameTexts(ours, marker) is { } texts ? $"{groups}; {texts}" : null);
    }
}
