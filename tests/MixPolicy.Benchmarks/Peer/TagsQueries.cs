using System.Globalization;

namespace MixPolicy.Benchmarks.Peer;

/// <summary>Job A in SQL: no text is read.</summary>
internal static class TagsQueries
{
    /// <summary>How the sample's tokens, a fifth of all, are divided among origins, in percent; both contenders read it here.</summary>
    public static IReadOnlyDictionary<string, int> Percents { get; } =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["human"] = 60, ["human_edited"] = 10, ["mixed"] = 4, ["synthetic"] = 26 };

    public static IEnumerable<string> Script(CorpusScan scan, DuckDbPlan plan, string manifest)
    {
        const string Tags = "id, file, row, origin, coalesce(license, '') AS license, tokens";
        if (plan == DuckDbPlan.Unordered)
            yield return "SET preserve_insertion_order = false";
        if (plan == DuckDbPlan.TempTable)
            yield return $"CREATE TEMP TABLE records AS SELECT {Tags} FROM {scan.Placed}";
        else
            yield return $"CREATE TEMP VIEW records AS SELECT {Tags} FROM {scan.Placed}";
        yield return "CREATE TEMP TABLE strata AS SELECT origin, license, count(*) AS records, sum(tokens)::BIGINT AS tokens FROM records GROUP BY origin, license";
        yield return $"""
            CREATE TEMP TABLE limits AS
            SELECT origin, (rate * 18446744073709549568)::UBIGINT AS hash_limit, round(1e6 / rate)::BIGINT AS weight_ppm
            FROM (
              SELECT origin, least(1.0::DOUBLE, (SELECT sum(tokens) FROM strata) / 5.0 * (CASE origin {Cases} ELSE 0 END) / 100 / sum(tokens)) AS rate
              FROM strata GROUP BY origin)
            """;
        yield return $"""
            COPY (
              SELECT id, file, row, hash(id) AS hash, origin, license, tokens::BIGINT AS tokens, weight_ppm
              FROM records JOIN limits USING (origin)
              WHERE hash(id) < hash_limit)
            TO '{CorpusScan.Quoted(manifest)}' (FORMAT parquet, COMPRESSION zstd)
            """;
        yield return "SELECT 'group', origin, license, records, tokens FROM strata ORDER BY origin, license";
    }

    /// <summary>Rows of a manifest, their tokens, and how many of them are records of the corpus with the same tags.</summary>
    public static string Check(CorpusScan scan, string manifest) => $"""
        SELECT count(*)::BIGINT, sum(m.tokens)::BIGINT,
          count(*) FILTER (r.id IS NOT NULL AND m.origin = r.origin AND m.license = coalesce(r.license, '') AND m.tokens = r.tokens AND m.row = r.row)::BIGINT
        FROM read_parquet('{CorpusScan.Quoted(manifest)}') m LEFT JOIN {scan.Placed} r ON m.id = r.id AND m.file = r.file
        """;

    private static string Cases => string.Join(' ', Percents.Select(origin =>
        string.Create(CultureInfo.InvariantCulture, $"WHEN '{origin.Key}' THEN {origin.Value}")));
}
