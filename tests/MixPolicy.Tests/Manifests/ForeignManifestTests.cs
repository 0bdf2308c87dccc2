using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Manifests;

/// <summary>Manifests that no build of ours would write: each lies in one column.</summary>
public sealed class ForeignManifestTests
{
    private const string Range = "unit: tokens, budget: { min: 10, max: 1T }, max_source_fraction: 1, max_repetition_factor: 1.5";

    [Theory]
    [InlineData("source", "'s'", Range, BuildOutcome.Satisfied, null)]
    [InlineData("source", "'other'", "unit: tokens, budget: { min: 10, max: 1T }, max_source_fraction: 0.6", BuildOutcome.Violated, Codes.SourceFraction)]
    [InlineData("source", "NULL::VARCHAR", Range, BuildOutcome.NotEvaluated, Codes.ManifestUnreadable)]
    [InlineData("source", "''", Range, BuildOutcome.NotEvaluated, Codes.ManifestUnreadable)]
    [InlineData("id", "CASE WHEN i > 0 THEN i::VARCHAR END", Range, BuildOutcome.NotEvaluated, Codes.ManifestUnreadable)]
    [InlineData("repetitions", "2::INT", Range, BuildOutcome.Violated, Codes.RepetitionFactor)]
    [InlineData("repetitions", "CASE WHEN i < 5 THEN 2 ELSE 1 END", Range, BuildOutcome.Satisfied, null)]
    [InlineData("repetitions", "CASE WHEN i < 5 THEN 2 ELSE 1 END", "unit: tokens, budget: all, max_repetition_factor: 4", BuildOutcome.Violated, Codes.RepetitionFactor)]
    [InlineData("repetitions", "0", Range, BuildOutcome.NotEvaluated, Codes.ManifestUnreadable)]
    [InlineData("tokens", "0::BIGINT", Range, BuildOutcome.NotEvaluated, Codes.NothingSelected)]
    [InlineData("tokens", "'10'", Range, BuildOutcome.NotEvaluated, Codes.ManifestUnreadable)]
    [InlineData("digest", "unhex(sha256(i::VARCHAR))[:31]", Range, BuildOutcome.NotEvaluated, Codes.ManifestUnreadable)]
    [InlineData("origin", "NULL::VARCHAR", Range, BuildOutcome.Violated, Codes.HumanFraction)]
    public void Check_OneColumnForged_IsFoundOut(string column, string value, string mix, BuildOutcome expected, string? code)
    {
        using var small = new SmallMix { Mix = mix };
        Write(small["m.parquet"], 10, (column, value));
        var result = small.Run("m.parquet");
        Assert.Equal(expected, result.Outcome);
        if (code is not null) Assert.Contains(result.Diagnostics, d => d.Code == code);
    }

    [Fact]
    public void Check_SourceUnknownToThePolicy_IsHeldToTheFactor()
    {
        using var small = new SmallMix { Mix = Range };
        Write(small["m.parquet"], 10, ("source", "'other'"), ("repetitions", "3"));
        Assert.Contains(small.Run("m.parquet").Diagnostics, d => d.Code == Codes.RepetitionFactor);
    }

    [Fact]
    public void Check_MoreThan64BitsInAll_IsJudged()
    {
        using var small = new SmallMix { Mix = "unit: tokens, budget: { min: 10, max: 1T }" };
        Write(small["m.parquet"], 10, ("tokens", "2000000000000"), ("repetitions", "2000000000"));
        Assert.Equal(BuildOutcome.Violated, small.Run("m.parquet").Outcome);
    }

    private static void Write(string path, int rows, params (string Column, string Value)[] forged)
    {
        var columns = new Dictionary<string, string>
        {
            ["source"] = "'s'",
            ["id"] = "i::VARCHAR",
            ["origin"] = "'human'",
            ["repetitions"] = "1",
            ["digest"] = "unhex(sha256(i::VARCHAR))",
            ["tokens"] = "10::BIGINT",
        };
        foreach (var (column, value) in forged) columns[column] = value;
        using var duck = new DuckDb();
        duck.Execute($"COPY (SELECT {string.Join(", ", columns.Select(c => $"{c.Value} AS \"{c.Key}\""))} FROM range({rows}) t(i)) TO {DuckDb.Literal(path)} (FORMAT parquet)");
    }
}
