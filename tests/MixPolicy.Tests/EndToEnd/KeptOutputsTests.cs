namespace MixPolicy.Tests.EndToEnd;

/// <summary>What a run that fails leaves of the last one that did not.</summary>
public sealed class KeptOutputsTests : IDisposable
{
    private readonly PolicyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Build_Violated_LeavesTheLastOutputsAndTellsWhy()
    {
        WriteSource();
        var good = _run.Satisfy(Policy("0.1")).Digests();

        Assert.Equal(BuildOutcome.Violated, _run.Build(Policy("0.9")).Outcome);
        Assert.Equal([.. good, .. _run.Digests().Where(d => d.StartsWith("violations.json ", StringComparison.Ordinal))], _run.Digests());
        Assert.Equal(["ledger.bin", "ledger.checkpoint", "lineage.json", "manifest.parquet", "statement.json", "violations.json"], Names());
        Assert.Contains(
            _run.Json("violations.json").GetProperty("rules").EnumerateArray(),
            r => r.GetProperty("code").GetString() == "MIX0303" && r.GetProperty("verdict").GetString() == "violated");

        Assert.Equal(good, _run.Satisfy(Policy("0.1")).Digests());
    }

    [Theory]
    [InlineData("\"text\": ")]
    [InlineData("{\"id\":\"3\",\"text\":\"b\",\"origin\":\"human\"}\n{\"id\":\"3\",\"text\":\"c\",\"origin\":\"human\"}\n")]
    [InlineData("")]
    public void Build_SourceUnreadable_LeavesEverything(string lines)
    {
        WriteSource();
        var good = _run.Satisfy(Policy("0.1")).Digests();
        Assert.Equal(BuildOutcome.Violated, _run.Build(Policy("0.9")).Outcome);
        var before = _run.Digests();

        _run.Write("a.jsonl", lines);
        Assert.Equal(BuildOutcome.NotEvaluated, _run.Build(Policy("0.1")).Outcome);
        Assert.Equal(before, _run.Digests());
        Assert.Equal(good, before.Take(5));
    }

    [Fact]
    public void Build_SourceGone_LeavesEverything()
    {
        WriteSource();
        var good = _run.Satisfy(Policy("0.1")).Digests();
        File.Delete(_run.At("a.jsonl"));
        Assert.Equal(BuildOutcome.NotEvaluated, _run.Build().Outcome);
        Assert.Equal(good, _run.Digests());
    }

    [Fact]
    public void Build_PolicyUnreadable_LeavesEverything()
    {
        WriteSource();
        var good = _run.Satisfy(Policy("0.1")).Digests();
        Assert.Equal(BuildOutcome.NotEvaluated, _run.Build(Policy("1.1")).Outcome);
        Assert.Equal(good, _run.Digests());
    }

    [Fact]
    public void Build_NothingThatMayBeTaken_IsViolatedAndLeavesTheRest()
    {
        WriteSource();
        var good = _run.Satisfy(Policy("0.1")).Digests();
        var result = _run.Build(Policy("0.1").Replace("human: { min_fraction: 0.1 }", "provenance: { require: [ license ] }", StringComparison.Ordinal));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.Contains("rules.provenance.require leaves out 100 records in 100 records", result.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Equal([.. good, _run.Digests()[^1]], _run.Digests());
        Assert.StartsWith("violations.json ", _run.Digests()[^1], StringComparison.Ordinal);
    }

    private IEnumerable<string> Names() => _run.Digests().Select(d => d.Split(' ')[0]);

    private void WriteSource() => _run.WriteLines(
        "a.jsonl", Enumerable.Range(0, 100).Select(i => new { id = $"r{i}", text = $"text {i}", origin = i % 2 == 0 ? "human" : "synthetic" }));

    private static string Policy(string humanFraction) =>
        $$"""
        mixpolicy: 1
        name: kept
        data: { sources: [ { name: web, paths: [ "*.jsonl" ], columns: { id: id, text: text, origin: origin } } ] }
        mix: { unit: records, budget: 80 }
        rules: { human: { min_fraction: {{humanFraction}} } }

        """;
}
