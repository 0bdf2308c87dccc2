using System.Globalization;
using MixPolicy.Benchmarks.Corpus;
using MixPolicy.Benchmarks.Measuring;
using MixPolicy.Benchmarks.Peer;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>A: no text is read. Count and tokens by origin and licence, a sample by the hash of the id, its manifest.</summary>
internal static class TagsJob
{
    public static Job Make(Bench bench)
    {
        var folder = bench.Folder;
        var marker = CorpusSupply.Ensure(folder, CorpusFormat.Parquet);
        var scan = new CorpusScan(folder, CorpusFormat.Parquet);
        var percents = string.Join(',', TagsQueries.Percents.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}")));
        var ours = bench.Scan("mixpolicy", folder, CorpusFormat.Parquet, "tags", percents, ManifestIn(folder.RunPath("mixpolicy-tags-parquet")));
        var peers = PeerPlans.Contenders(bench, folder, "tags", (plan, output) => TagsQueries.Script(scan, plan, ManifestIn(output)));
        return new Job("A", "tags only, no text read", CorpusSupply.Describe(folder, CorpusFormat.Parquet, marker), [ours, .. peers],
            folder.FilePaths(CorpusFormat.Parquet), () => Check(bench.DuckDb, scan, ours, peers));
    }

    private static string? Check(DuckDb duckDb, CorpusScan scan, Contender ours, IReadOnlyList<Contender> peers)
    {
        if (Findings.Same([ours, .. peers]) is not { } groups)
            return null;
        var (rows, tokens) = Sample(duckDb, scan, ours);
        foreach (var peer in peers)
        {
            var (theirRows, theirTokens) = Sample(duckDb, scan, peer);
            // Chance: two samples by different hashes differ by a few times the root of their size.
            if (rows == 0 || theirRows == 0 || Math.Abs((double)tokens / theirTokens - 1) > 0.005 + (4 / Math.Sqrt(theirRows)))
            {
                Console.Error.WriteLine($"The samples of {ours.Name} ({rows} rows, {tokens} tokens) and {peer.Name} ({theirRows}, {theirTokens}) are not alike.");
                return null;
            }
        }

        return FormattableString.Invariant($"{groups}; {rows} rows and {tokens} tokens sampled, every row of every manifest found in the corpus");
    }

    /// <summary>Rows and tokens of a manifest; none when a row of it is not a record of the corpus.</summary>
    private static (long Rows, long Tokens) Sample(DuckDb duckDb, CorpusScan scan, Contender contender)
    {
        var row = duckDb.Rows(contender.OutputFolder + ".check", TagsQueries.Check(scan, ManifestIn(contender.OutputFolder)))[0];
        var numbers = row.Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        if (numbers[0] == numbers[2])
            return (numbers[0], numbers[1]);
        Console.Error.WriteLine($"{contender.Name}: only {numbers[2]} of {numbers[0]} rows of the manifest are records of the corpus.");
        return (0, 0);
    }

    private static string ManifestIn(string folder) => Path.Combine(folder, "manifest.parquet");
}
