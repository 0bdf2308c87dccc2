using System.Globalization;
using MixPolicy.Benchmarks.Corpus;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>The equal job in SQL: the same decisions from the same columns, and the manifest's columns as far as DuckDB can know them.</summary>
internal sealed class DuckDbQueries(CorpusFolder folder, CorpusFormat format)
{
    /// <summary>Every record with its source, its tags filled in and freshness decided. A line format has no row number in DuckDB.</summary>
    public string RecordsView => $"""
        CREATE TEMP VIEW records AS
        SELECT
          CASE {string.Join(' ', folder.Spec.Files.Select(file => $"WHEN file = '{FileName(file)}' THEN '{file.Source}'"))} END AS source,
          file, row, id, text, coalesce(origin, 'unknown') AS origin, depth, generator, collected_at, tokens,
          coalesce(license, '{BenchmarkPolicy.LicenseTag}') AS license,
          origin IN ('human', 'human_edited') AND collected_at >= {Moment(-BenchmarkPolicy.FreshDays)} AND collected_at < {Moment(1)} AS fresh
        FROM (SELECT *, parse_filename(filename) AS file{(format == CorpusFormat.Parquet ? ", file_row_number AS row" : ", 0 AS row")} FROM {Scan})
        """;

    /// <summary>One pass over all records for the strata; every text is hashed, and the maximum keeps the hash from being optimised away.</summary>
    public static string StrataByScan => """
        CREATE TEMP TABLE strata AS
        SELECT source, origin, fresh, count(*) AS records, sum(tokens) AS tokens, sum(strlen(text)) AS bytes, max(sha256(text)) AS digest
        FROM records GROUP BY source, origin, fresh
        """;

    public static string ScannedTable => """
        CREATE TEMP TABLE scanned AS
        SELECT source, file, row, id, unhex(sha256(text)) AS digest, origin, depth, generator, collected_at, tokens, strlen(text) AS bytes, license, fresh
        FROM records
        """;

    public static string StrataOfTable => """
        CREATE TEMP TABLE strata AS
        SELECT source, origin, fresh, count(*) AS records, sum(tokens) AS tokens, sum(bytes) AS bytes
        FROM scanned GROUP BY source, origin, fresh
        """;

    /// <summary>The share of each stratum that the targets and the budget ask for, as a limit on a 64-bit hash.</summary>
    public static string Limits
    {
        get
        {
            var targets = string.Join(' ', BenchmarkPolicy.TargetPercent.Select(target =>
                string.Create(CultureInfo.InvariantCulture, $"WHEN '{target.Key}' THEN {target.Value}")));
            return $"""
                CREATE TEMP TABLE limits AS
                SELECT source, origin, fresh, (least(share, 1.0) * 18446744073709549568)::UBIGINT AS hash_limit
                FROM (
                  SELECT source, origin, fresh,
                    (CASE source {targets} END / 100.0) * (sum(tokens) OVER () / 5) / sum(tokens) OVER (PARTITION BY source) AS share
                  FROM strata)
                """;
        }
    }

    public static string Copy(DuckDbPlan plan, string manifest)
    {
        var (digest, bytes, from) = plan == DuckDbPlan.TwoScans ? ("unhex(sha256(text))", "strlen(text)", "records") : ("digest", "bytes", "scanned");
        return $"""
            COPY (
              SELECT source, file, row, id, {digest} AS digest, origin, depth, generator, collected_at, tokens::BIGINT AS tokens, {bytes} AS bytes,
                1::INTEGER AS repetitions, source || '/' || origin AS stratum, fresh, license
              FROM {from} JOIN limits USING (source, origin, fresh)
              WHERE hash(id) < hash_limit)
            TO '{Quoted(manifest)}' (FORMAT parquet, COMPRESSION zstd)
            """;
    }

    /// <summary>The recount that the judge does: from the finished manifest, by what the rules speak of.</summary>
    public static string Recount(string manifest) => $"""
        SELECT count(*)::BIGINT AS records, sum(tokens)::BIGINT AS tokens,
          sum(tokens) FILTER (fresh)::BIGINT AS fresh, sum(tokens) FILTER (origin IN ('human', 'human_edited'))::BIGINT AS human,
          max(depth)::BIGINT AS depth, count(*) FILTER (license IS NULL OR collected_at IS NULL)::BIGINT AS unproven
        FROM read_parquet('{Quoted(manifest)}')
        """;

    public static string Quoted(string path) => path.Replace("'", "''", StringComparison.Ordinal);

    /// <summary>The corpus's files as a table function with typed columns.</summary>
    public string Scan
    {
        get
        {
            var files = string.Join(", ", folder.FilePaths(format).Select(path => $"'{Quoted(path)}'"));
            return format == CorpusFormat.Parquet
                ? $"read_parquet([{files}], file_row_number = true, filename = true)"
                : $$"""
                    read_json([{{files}}], format = 'newline_delimited', filename = true, columns = {
                      id: 'VARCHAR', text: 'VARCHAR', origin: 'VARCHAR', collected_at: 'TIMESTAMPTZ', license: 'VARCHAR', domain: 'VARCHAR',
                      lang: 'VARCHAR', tokens: 'INTEGER', generator: 'VARCHAR', depth: 'INTEGER' })
                    """;
        }
    }

    private string FileName(CorpusFile file) => Path.GetFileName(folder.FilePath(format, file));

    private static string Moment(int days)
    {
        var day = DateOnly.ParseExact(BenchmarkPolicy.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days);
        return string.Create(CultureInfo.InvariantCulture, $"TIMESTAMPTZ '{day:yyyy-MM-dd} 00:00:00+00'");
    }
}
