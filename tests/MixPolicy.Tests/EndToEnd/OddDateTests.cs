namespace MixPolicy.Tests.EndToEnd;

/// <summary>Timestamps that Parquet can hold and a calendar cannot: a value to count as unreadable, never a fault of the tool.</summary>
public sealed class OddDateTests
{
    [Theory]
    [InlineData("'infinity'::TIMESTAMP")]
    [InlineData("'-infinity'::TIMESTAMP")]
    [InlineData("TIMESTAMP '290000-01-01'")]
    [InlineData("TIMESTAMP '20000-01-01'")]
    [InlineData("'5000-01-01 (BC)'::TIMESTAMP")]
    [InlineData("'infinity'::TIMESTAMPTZ")]
    [InlineData("'infinity'::DATE")]
    public void Parquet_DateBeyondTheCalendar_IsMissingAndCounted(string value)
    {
        var (result, date) = Run(value);

        Assert.Equal("", date);
        Assert.Contains(result.Diagnostics, d => d.Message.StartsWith(
            "20 values of 'collected_at' in source 'odd' could not be read and count as missing; the first is 'outside the years 1 to 9999 (", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TIMESTAMP_NS '2262-01-01'", "2262-01-01 00:00:00")]
    [InlineData("TIMESTAMP '1600-02-29'", "1600-02-29 00:00:00")]
    [InlineData("TIMESTAMP '9999-12-31 23:59:59'", "9999-12-31 23:59:59")]
    [InlineData("DATE '0001-01-01'", "0001-01-01 00:00:00")]
    public void Parquet_DateAtTheCalendarsEdge_IsRead(string value, string expected) => Assert.Equal(expected, Run(value).Date);

    private static (BuildResult Result, string Date) Run(string value)
    {
        using var trial = new Trial();
        using var duck = new DuckDb();
        duck.Execute($"COPY (SELECT i AS id, 'text ' || i AS text, {value} AS at FROM range(20) t(i)) TO {DuckDb.Literal(trial.Folder["x.parquet"])} (FORMAT parquet)");
        var result = trial.Run("""
            mixpolicy: 1
            name: odd
            as_of: 2026-11-01
            data:
              sources:
                - { name: odd, paths: [ x.parquet ], columns: { id: id, text: text, collected_at: at, license: at, generator: at }, tags: { origin: human } }
            mix: { unit: records, budget: all }
            rules:
              human: { min_records: 1 }
              fresh_human: { min_fraction: 0, within: 30d }
              provenance: { require: [ license, collected_at ], severity: warn }
            """);

        Assert.True(result.Outcome == BuildOutcome.Satisfied, Trial.Report(result));
        Assert.Equal(20, result.Summary!.Records);
        Assert.Equal(0, duck.Number($"SELECT count(*) FROM {trial.Manifest} WHERE fresh"));
        return (result, duck.Lines($"SELECT DISTINCT strftime(collected_at, '%Y-%m-%d %H:%M:%S') FROM {trial.Manifest}").Single());
    }
}
