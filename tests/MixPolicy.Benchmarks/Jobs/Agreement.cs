using DuckDB.NET.Data;
using MixPolicy.Benchmarks.Measuring;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>
/// Whether two contenders did the same job: the same digest for every record that both selected, and mixes of the same fractions, as far as two
/// samples by different hashes can be alike. Not measured.
/// </summary>
internal static class Agreement
{
    public static string ManifestIn(string outputFolder) => Path.Combine(outputFolder, "manifest.parquet");

    /// <summary>One line that says how alike they are; null, with the reason on stderr, when they did not do the same job.</summary>
    public static string? Check(Contender ours, Contender theirs)
    {
        var (stdout, stderr) = (ours.OutputFolder + ".agree", ours.OutputFolder + ".agree.stderr");
        var command = Launch.Child(ChildEntry.Agree, Pattern(ours.OutputFolder), Pattern(theirs.OutputFolder));
        if (ChildProcess.Run(command, stdout, stderr).ExitCode == 0)
            return File.ReadAllText(stdout);
        Console.Error.WriteLine($"The manifests of {ours.Name} and {theirs.Name} differ:\n{File.ReadAllText(stdout)}{File.ReadAllText(stderr)}");
        return null;
    }

    /// <summary>The child's part: compares the manifests that the two patterns match.</summary>
    public static int Run(string ours, string theirs)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            WITH ours AS MATERIALIZED (SELECT source, id, digest, tokens * repetitions AS tokens FROM read_parquet('{DuckDbQueries.Quoted(ours)}')),
              theirs AS MATERIALIZED (SELECT source, id, digest, tokens * repetitions AS tokens FROM read_parquet('{DuckDbQueries.Quoted(theirs)}')),
              our_mix AS (SELECT source, sum(tokens) / (SELECT sum(tokens) FROM ours) AS fraction FROM ours GROUP BY source),
              their_mix AS (SELECT source, sum(tokens) / (SELECT sum(tokens) FROM theirs) AS fraction FROM theirs GROUP BY source)
            SELECT (SELECT count(*) FROM ours), (SELECT sum(tokens) FROM ours)::BIGINT,
              (SELECT count(*) FROM theirs), (SELECT sum(tokens) FROM theirs)::BIGINT,
              (SELECT count(*) FROM ours JOIN theirs USING (source, id)),
              (SELECT count(*) FROM ours JOIN theirs USING (source, id) WHERE ours.digest <> theirs.digest),
              (SELECT max(abs(coalesce(o.fraction, 0) - coalesce(t.fraction, 0)))::DOUBLE FROM our_mix o FULL JOIN their_mix t USING (source))
            """;
        using var reader = command.ExecuteReader();
        reader.Read();
        var (rows, tokens, theirRows, theirTokens) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
        var (both, mismatches, apart) = (reader.GetInt64(4), reader.GetInt64(5), reader.GetDouble(6));
        Console.Out.WriteLine(FormattableString.Invariant(
            $"ours {rows} rows, {tokens} tokens; DuckDB's {theirRows} rows, {theirTokens} tokens; {both} in both, {mismatches} digests differ; fractions by source at most {apart:F4} apart"));

        // Chance: a fraction of n sampled records strays by a few times 1/sqrt(n).
        var chance = 0.005 + (4 / Math.Sqrt(Math.Max(1, theirRows)));
        var sameAmount = Math.Abs(tokens - theirTokens) <= 2 * chance * theirTokens;
        return both > 0 && mismatches == 0 && apart <= chance && sameAmount ? 0 : 1;
    }

    /// <summary>A large manifest is a folder of parts.</summary>
    private static string Pattern(string outputFolder) =>
        Directory.Exists(Path.Combine(outputFolder, "manifest")) ? Path.Combine(outputFolder, "manifest", "*.parquet") : ManifestIn(outputFolder);
}
