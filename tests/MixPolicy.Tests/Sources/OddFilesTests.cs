using System.Diagnostics;

namespace MixPolicy.Tests.Sources;

public sealed class OddFilesTests
{
    [Theory]
    [InlineData("s.jsonl", null)]
    [InlineData("s.parquet", null)]
    [InlineData("s.csv.gz", null)]
    [InlineData("other.jsonl", "m.parquet")]
    public void Run_PipeInPlaceOfAFile_EndsWithoutWaitingForAWriter(string source, string? manifest)
    {
        if (OperatingSystem.IsWindows()) return; // has no named pipes among files
        using var mix = new SmallMix { Source = source };
        using (var made = Process.Start("mkfifo", mix[manifest ?? source])) made.WaitForExit();
        if (manifest is not null) File.WriteAllText(mix[source], "");
        Assert.Equal(BuildOutcome.NotEvaluated, mix.Run(manifest).Outcome);
    }

    [Theory]
    [InlineData("TIMESTAMP '290000-01-01'")]
    [InlineData("'infinity'::TIMESTAMP")]
    [InlineData("'-infinity'::TIMESTAMP")]
    [InlineData("TIMESTAMP '2020-02-03 04:05:06'")]
    public void Build_InstantWhereTextIsWanted_IsRead(string license)
    {
        using var mix = new SmallMix { Source = "s.parquet", Rules = "provenance: { require: [ license ] }" };
        using (var duck = new DuckDb())
        {
            duck.Execute($"COPY (SELECT 'a' AS id, 't' AS text, 10 AS tokens, 'human' AS origin, {license} AS license, 'g' AS generator, 'u' AS url) TO {DuckDb.Literal(mix["s.parquet"])} (FORMAT parquet)");
        }

        var result = mix.Run();
        Assert.Equal("", string.Join("; ", result.Diagnostics.Select(d => d.Message)));
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
    }
}
