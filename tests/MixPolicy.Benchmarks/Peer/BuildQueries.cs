using System.Globalization;
using MixPolicy.Benchmarks.Corpus;

namespace MixPolicy.Benchmarks.Peer;

/// <summary>The equal job in SQL: the same decisions from the same columns, and the manifest's columns as far as DuckDB can know them.</summary>
internal sealed class BuildQueries(CorpusScan scan)
{
    /// <summary>The whole job, its rows written to a manifest and recounted.</summary>
    public IEnumerable<string> Script(DuckDbPlan plan, string manifest)
    {
        if (plan == DuckDbPlan.Unordered)
            yield return "SET preserve_insertion_order = false";
        yield return RecordsView;
        if (plan == DuckDbPlan.TempTable)
            yield return ScannedTable;
        yield return plan == DuckDbPlan.TempTable ? StrataOfTable : StrataByScan;
        yield return Limits;
        yield return Copy(plan, manifest);
        yield return Recount(manifest);
    }

    /// <summary>Every record with its source, its tags filled in and freshness decided. A line format has no row number in DuckDB.</summary>
    private string RecordsView => $"""
        CREATE TEMP VIEW records AS
        SELECT
          CASE {string.Join(' ', scan.Folder.Spec.Files.Select(file => $"WHEN file = '{scan.FileName(file)}' THEN '{file.Source}'"))} END AS source,
          file, row, id, text, coalesce(origin, 'unknown') AS origin, depth, generator, collected_at, tokens,
          coalesce(license, '{BenchmarkPolicy.LicenseTag}') AS license,
          origin IN ('human', 'human_edited') AND collected_at >= {Moment(-BenchmarkPolicy.FreshDays)} AND collected_at < {Moment(1)} AS fresh
        FROM {scan.Placed}
        """;

    /// <summary>One pass over all records for the strata; every text is hashed, and the maximum keeps the hash from being optimised away.</summary>
    private static string StrataByScan => """
        CREATE TEMP TABLE strata AS
        SELECT source, origin, fresh, count(*) AS records, sum(tokens) AS tokens, sum(strlen(text)) AS bytes, max(sha256(text)) AS digest
        FROM records GROUP BY source, origin, fresh
        """;

    private static string ScannedTable => """
        CREATE TEMP TABLE scanned AS
        SELECT source, file, row, id, unhex(sha256(text)) AS digest, origin, depth, generator, collected_at, tokens, strlen(text) AS bytes, license, fresh
        FROM records
        """;

    private static string StrataOfTable => """
        CREATE TEMP TABLE strata AS
        SELECT source, origin, fresh, count(*) AS records, sum(tokens) AS tokens, sum(bytes) AS bytes
        FROM scanned GROUP BY source, origin, fresh
        """;

    /// <summary>The share of each stratum that the targets and the budget ask for, as a limit on a 64-bit hash.</summary>
    private static string Limits
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

    private static string Copy(DuckDbPlan plan, string manifest)
    {
        var (digest, bytes, from) = plan == DuckDbPlan.TempTable ? ("digest", "bytes", "scanned") : ("unhex(sha256(text))", "strlen(text)", "records");
        return $"""
            COPY (
              SELECT source, file, row, id, {digest} AS digest, origin, depth, generator, collected_at, tokens::BIGINT AS tokens, {bytes} AS bytes,
                1::INTEGER AS repetitions, source || '/' || origin AS stratum, fresh, license
              FROM {from} JOIN limits USING (source, origin, fresh)
              WHERE hash(id) < hash_limit)
            TO '{CorpusScan.Quoted(manifest)}' (FORMAT parquet, COMPRESSION zstd)
            """;
    }

    /// <summary>The recount that the judge does: from the finished manifest, by what the rules speak of.</summary>
    private static string Recount(string manifest) => $"""
        SELECT count(*)::BIGINT AS records, sum(tokens)::BIGINT AS tokens,
          sum(tokens) FILTER (fresh)::BIGINT AS fresh, sum(tokens) FILTER (origin IN ('human', 'human_edited'))::BIGINT AS human,
          max(depth)::BIGINT AS depth, count(*) FILTER (license IS NULL OR collected_at IS NULL)::BIGINT AS unproven
        FROM read_parquet('{CorpusScan.Quoted(manifest)}')
        """;

    private static string Moment(int days)
    {
        var day = DateOnly.ParseExact(BenchmarkPolicy.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(days);
        return string.Create(CultureInfo.InvariantCulture, $"TIMESTAMPTZ '{day:yyyy-MM-dd} 00:00:00+00'");
    }
}
