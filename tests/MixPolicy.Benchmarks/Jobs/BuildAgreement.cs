using System.Globalization;
using MixPolicy.Benchmarks.Measuring;
using MixPolicy.Benchmarks.Peer;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>
/// Whether two builds did the same job: the same digest for every record that both selected, and mixes of the same fractions, as far as two
/// samples by different hashes can be alike. Not measured.
/// </summary>
internal static class BuildAgreement
{
    public static string ManifestIn(string outputFolder) => Path.Combine(outputFolder, "manifest.parquet");

    /// <summary>One line that says how alike they are; null, with the reason on stderr, when they did not do the same job.</summary>
    public static string? Check(DuckDb duckDb, Contender ours, Contender theirs)
    {
        var found = duckDb.Rows(ours.OutputFolder + ".agree", Query(ManifestIn(ours.OutputFolder), ManifestIn(theirs.OutputFolder)))[0];
        var whole = found[..^1].Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var (rows, tokens, theirRows, theirTokens, both, mismatches) = (whole[0], whole[1], whole[2], whole[3], whole[4], whole[5]);
        var apart = double.Parse(found[^1], CultureInfo.InvariantCulture);
        var text = FormattableString.Invariant(
            $"ours {rows} rows, {tokens} tokens; DuckDB's {theirRows} rows, {theirTokens} tokens; {both} in both, {mismatches} digests differ; fractions by source at most {apart:F4} apart");

        // Chance: a fraction of n sampled records strays by a few times 1/sqrt(n).
        var chance = 0.005 + (4 / Math.Sqrt(Math.Max(1, theirRows)));
        var sameAmount = Math.Abs(tokens - theirTokens) <= 2 * chance * theirTokens;
        if (both > 0 && mismatches == 0 && apart <= chance && sameAmount)
            return text;
        Console.Error.WriteLine($"The manifests of {ours.Name} and {theirs.Name} differ: {text}");
        return null;
    }

    private static string Query(string ours, string theirs) => $"""
        WITH ours AS MATERIALIZED (SELECT source, id, digest, tokens * repetitions AS tokens FROM read_parquet('{CorpusScan.Quoted(ours)}')),
          theirs AS MATERIALIZED (SELECT source, id, digest, tokens * repetitions AS tokens FROM read_parquet('{CorpusScan.Quoted(theirs)}')),
          our_mix AS (SELECT source, sum(tokens) / (SELECT sum(tokens) FROM ours) AS fraction FROM ours GROUP BY source),
          their_mix AS (SELECT source, sum(tokens) / (SELECT sum(tokens) FROM theirs) AS fraction FROM theirs GROUP BY source)
        SELECT (SELECT count(*) FROM ours), (SELECT sum(tokens) FROM ours)::BIGINT,
          (SELECT count(*) FROM theirs), (SELECT sum(tokens) FROM theirs)::BIGINT,
          (SELECT count(*) FROM ours JOIN theirs USING (source, id)),
          (SELECT count(*) FROM ours JOIN theirs USING (source, id) WHERE ours.digest <> theirs.digest),
          (SELECT max(abs(coalesce(o.fraction, 0) - coalesce(t.fraction, 0)))::DOUBLE FROM our_mix o FULL JOIN their_mix t USING (source))
        """;
}
