using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>
/// A second opinion on a build: DuckDB holds what was written into the sources, decides for itself what each record is, joins the manifest by
/// place, and counts again. Nothing of the product is asked.
/// </summary>
internal sealed class Oracle : IDisposable
{
    private const string Origins = "('human', 'human_edited', 'mixed', 'synthetic', 'algorithmic')";
    private readonly DuckDb _duck = new();
    private RandomPolicy _policy = null!;

    /// <summary>The database, for writing sources.</summary>
    public DuckDb Duck => _duck;

    /// <summary>The sum of the unit over all records, each once; and the largest.</summary>
    public (long Sum, long Largest) Pool { get; private set; }

    /// <summary>Takes in what was written; decides what it is.</summary>
    public void Load(RandomPolicy policy, IReadOnlyList<Placed> placed)
    {
        _policy = policy;
        var within = policy.Rules.Select(r => r.Within).FirstOrDefault(w => w is not null);
        _duck.Execute(
            "CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM (VALUES "
            + string.Join(",\n", placed.Select(Row))
            + $") t(source, mapped, per_byte, file, row_group, row, id, text, tokens, date, {string.Join(", ", CorpusRecord.Attributes)}, {string.Join(", ", CorpusRecord.Attributes.Select(a => "t_" + a))}, t_date)");
        string Of(string attribute) => $"coalesce(nullif({attribute}, ''), t_{attribute})";
        _duck.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE facts AS
            WITH said AS (
                SELECT source, mapped, file, row_group, row, id, sha256(text) AS digest, strlen(text) AS bytes,
                    CASE WHEN per_byte IS NULL THEN tokens ELSE (strlen(text) * per_byte + 99) // 100 END AS tokens,
                    CASE WHEN {Of("origin")} IN {Origins} THEN {Of("origin")} ELSE 'unknown' END AS origin,
                    {Of("depth")} AS depth_said,
                    CASE WHEN nullif(collected_at, '') IS NULL THEN t_date ELSE date END AS collected,
                    {string.Join(", ", CorpusRecord.Attributes.Skip(3).Select(a => $"{Of(a)} AS {a}"))}
                FROM raw)
            SELECT *,
                origin IN ('human', 'human_edited') AS human,
                CASE WHEN depth_said IS NULL AND origin IN ('human', 'human_edited') THEN 0
                     WHEN regexp_full_match(depth_said, '[0-9]+([.]0+)?') THEN depth_said::DECIMAL(18, 3)::INT END AS depth,
                make_timestamp(collected) AS collected_at,
                {(within is { } days
                    ? $"origin IN ('human', 'human_edited') AND collected IS NOT NULL AND make_timestamp(collected)::DATE BETWEEN DATE '{RandomPolicy.AsOf:yyyy-MM-dd}' - {days} AND DATE '{RandomPolicy.AsOf:yyyy-MM-dd}'"
                    : "NULL::BOOLEAN")} AS fresh,
                {(policy.Unit == "records" ? "1" : policy.Unit)}::BIGINT AS amount,
                row_number() OVER (PARTITION BY source, CASE WHEN mapped THEN id ELSE file || row || '-' || coalesce(row_group, -1) END ORDER BY file, row_group, row) AS copy
            FROM said
            """);
        _duck.Execute(
            """
            CREATE OR REPLACE TEMP TABLE texts AS
            SELECT digest, count(*) AS records, bool_or(human) AND NOT bool_and(human) AS conflict FROM facts WHERE copy = 1 GROUP BY digest
            """);
        var pool = _duck.Rows("SELECT coalesce(sum(amount), 0)::BIGINT, coalesce(max(amount), 0)::BIGINT FROM facts WHERE copy = 1")[0];
        Pool = ((long)pool[0]!, (long)pool[1]!);
    }

    /// <summary>Takes in a finished manifest.</summary>
    public void Join(string manifest)
    {
        _duck.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE manifest AS SELECT * FROM read_parquet({DuckDb.Literal(manifest)}, file_row_number = true);
            CREATE OR REPLACE TEMP TABLE mix AS
            SELECT f.*, m.repetitions, m.stratum, t.conflict,
                sum(m.repetitions) OVER (PARTITION BY f.digest) AS times,
                count(*) OVER (PARTITION BY f.digest) AS holders,
                sum(f.amount * m.repetitions) OVER (PARTITION BY f.digest) - max(f.amount * m.repetitions) OVER (PARTITION BY f.digest) AS beyond,
                row_number() OVER (PARTITION BY f.digest) AS of_text
            FROM manifest m JOIN texts t ON lower(hex(m.digest)) = t.digest JOIN facts f ON f.source = m.source AND f.file = m.file AND f.row = m.row AND f.row_group IS NOT DISTINCT FROM m.row_group AND f.copy = 1
            """);
    }

    /// <summary>What of the manifest's rows does not agree with the sources; empty when all does.</summary>
    public IReadOnlyList<string> Disagreements()
    {
        string[] columns = ["license", "source_url", "kind"];
        var there = _duck.Rows("SELECT column_name FROM duckdb_columns() WHERE table_name = 'manifest'").Select(r => (string)r[0]!).ToHashSet();
        var attributes = columns.Where(there.Contains).Select(c => $"OR m.{c} IS DISTINCT FROM f.{c} ")
            .Concat(new[] { "temperature", "top_p" }.Where(c => there.Contains("decoding." + c)).Select(c => $"OR m.\"decoding.{c}\" IS DISTINCT FROM f.{c} "));
        var checks = new Dictionary<string, string>
        {
            ["rows that are at no place of the sources"] = "SELECT (SELECT count(*) FROM manifest) - (SELECT count(*) FROM mix)",
            ["rows that differ from the record at their place"] =
                "SELECT count(*) FROM manifest m JOIN facts f ON f.source = m.source AND f.file = m.file AND f.row = m.row AND f.row_group IS NOT DISTINCT FROM m.row_group "
                + "WHERE lower(hex(m.digest)) <> f.digest OR m.origin <> f.origin OR m.depth IS DISTINCT FROM f.depth OR m.generator IS DISTINCT FROM f.generator "
                + "OR m.collected_at::TIMESTAMP IS DISTINCT FROM f.collected_at OR m.tokens IS DISTINCT FROM f.tokens OR m.bytes <> f.bytes OR m.fresh IS DISTINCT FROM f.fresh "
                + "OR (f.mapped AND m.id <> f.id) " + string.Concat(attributes),
            ["implied ids that are not the digest and an occurrence"] =
                "SELECT count(*) FROM manifest m JOIN facts f ON f.source = m.source AND f.file = m.file AND f.row = m.row AND f.row_group IS NOT DISTINCT FROM m.row_group WHERE NOT f.mapped "
                + "AND NOT (m.id LIKE f.digest || '#%' AND regexp_extract(m.id, '#([1-9][0-9]*)$', 1)::INT <= (SELECT count(*) FROM facts g WHERE g.source = f.source AND g.digest = f.digest))",
            ["ids in two rows"] = "SELECT count(*) - count(DISTINCT source || chr(1) || id) FROM manifest",
            ["rows out of order"] =
                "SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY source, file, coalesce(row_group, -1), row) - 1 AS due, file_row_number AS found FROM manifest) WHERE due <> found",
            ["strata with a record seen twice before another is seen once"] =
                "SELECT count(*) FROM (SELECT 1 FROM manifest GROUP BY stratum HAVING max(repetitions) > min(repetitions) + 1)",
            ["records seen more often than their factor allows"] =
                $"SELECT count(*) FROM mix WHERE repetitions > CASE source {string.Concat(_policy.Sources.Select(s => $"WHEN '{s.Name}' THEN {(_policy.Budget is null ? 1 : (_policy.FactorOf(s) + 9) / 10)} "))} END",
            ["sources seen more often on average than their factor allows"] =
                "SELECT count(*) FROM (SELECT 1 FROM mix GROUP BY source HAVING sum(amount * repetitions) * 10 > sum(amount) * "
                + $"CASE source {string.Concat(_policy.Sources.Select(s => $"WHEN '{s.Name}' THEN {_policy.FactorOf(s)} "))} END)",
        };
        if (_policy.Budget is not null)
        {
            checks["texts taken through two sources"] = "SELECT count(*) FROM (SELECT 1 FROM mix GROUP BY digest HAVING count(DISTINCT source) > 1)";
        }

        return [.. checks.Select(c => (c.Key, Found: _duck.Number(c.Value))).Where(c => c.Found != 0).Select(c => $"{c.Found} {c.Key}")];
    }

    /// <summary>Records of the pool once the policy has dropped what it drops.</summary>
    public long PoolRecords
    {
        get
        {
            var records = _policy.Rules.Any(r => r.DropsCopies) ? "1" : "records";
            var left = _policy.Rules.Any(r => r.DropsConflicts) ? "NOT conflict" : "true";
            return _duck.Number($"SELECT coalesce(sum({records}), 0)::BIGINT FROM texts WHERE {left}");
        }
    }

    /// <summary>The whole mix in the unit.</summary>
    public BigInteger Total => Count("sum(amount * repetitions)");

    /// <summary>An aggregate over the mix.</summary>
    public BigInteger Count(string aggregate) => _duck.Number($"SELECT ({aggregate})::BIGINT FROM mix");

    /// <summary>Lines of a query over <c>facts</c>, <c>manifest</c> and <c>mix</c>.</summary>
    public IReadOnlyList<string> Lines(string sql) => _duck.Lines(sql);

    /// <summary>Every limit that the policy states, each generator and source by name.</summary>
    public IEnumerable<ExpectedLimit> Limits()
    {
        foreach (var limit in _policy.Rules.SelectMany(r => r.Limits))
        {
            if (limit.Subject != "*") yield return limit;
            else
            {
                foreach (var generator in Lines("SELECT DISTINCT coalesce(generator, 'unknown') FROM mix WHERE NOT human"))
                {
                    yield return limit with { Subject = generator, Count = limit.Count.Replace("$subject", DuckDb.Literal(generator), StringComparison.Ordinal) };
                }
            }
        }

        foreach (var source in _policy.Sources)
        {
            if (_policy.MaxSource is { } share) yield return ExpectedLimit.Share("MIX0301", source.Name, false, share, null, false, $"source = '{source.Name}'");
            if (_policy.Budget is null) continue;
            yield return new ExpectedLimit("MIX0314", source.Name, false, (_policy.FactorOf(source) + 9) / 10, null, false, $"coalesce(max(repetitions) FILTER (source = '{source.Name}'), 0)", false);
        }
    }

    /// <summary>A verdict of a report as numbers.</summary>
    public static (BigInteger Numerator, BigInteger Denominator) Measured(JsonElement verdict)
    {
        var measured = verdict.GetProperty("measured");
        return (Whole(measured.GetProperty("numerator")), Whole(measured.GetProperty("denominator")));
    }

    private static BigInteger Whole(JsonElement number) => BigInteger.Parse(number.GetRawText(), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => _duck.Dispose();

    /// <summary>What the source does not map is not what the record says.</summary>
    private static string Row(Placed placed)
    {
        var (source, record) = (placed.Source, placed.Record);
        long? date = source.Mapped.Contains("collected_at") ? record.Date : null;
        long? tagged = source.Tags.TryGetValue("collected_at", out var tag)
            ? (long)(DateTime.Parse(tag, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) - DateTime.UnixEpoch).TotalMicroseconds
            : null;
        string[] cells =
        [
            Sql(source.Name), source.IsMapped ? "true" : "false", Sql(source.PerByte), Sql(placed.File.Name), Sql(placed.RowGroup), Sql(placed.Row), Sql(record.Id), Sql(record.Text), Sql(record.Tokens), Sql(date),
            .. CorpusRecord.Attributes.Select(a => Sql(source.Mapped.Contains(a) ? record.Values[a] : null)),
            .. CorpusRecord.Attributes.Select(a => Sql(source.Tags.GetValueOrDefault(a))),
            Sql(tagged),
        ];
        return $"({string.Join(", ", cells)})";
    }

    private static string Sql(string? text) => text is null ? "NULL::VARCHAR" : DuckDb.Literal(text);

    private static string Sql(long? number) => number is { } n ? $"{n.ToString(CultureInfo.InvariantCulture)}::BIGINT" : "NULL::BIGINT";
}
