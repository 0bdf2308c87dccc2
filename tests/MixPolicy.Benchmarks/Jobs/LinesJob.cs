using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Peer;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>J: JSON lines, plain or compressed; ids and texts unescaped and hashed, records and tokens counted by origin.</summary>
internal static class LinesJob
{
    public static Job Make(Bench bench, string name, CorpusFormat format)
    {
        var folder = bench.Folder;
        var marker = CorpusSupply.Ensure(folder, format);
        var extension = CorpusFolder.Extension(format);
        var ours = bench.Scan("mixpolicy, XxHash128", folder, format, "lines");
        var peer = bench.DuckDb.Contender(
            "DuckDB, read_json, hash()", folder.RunPath($"duckdb-lines-{extension}"), bench.Options.Threads, HashQueries.Lines(new CorpusScan(folder, format)));
        return new Job(name, $"{extension}: id, text (hashed), origin, tokens", CorpusSupply.Describe(folder, format, marker), [ours, peer], folder.FilePaths(format),
            () => Findings.Same([ours, peer]) is { } groups && Findings.SameTexts(ours, marker) is { } texts ? $"{groups}; {texts}" : null);
    }
}
