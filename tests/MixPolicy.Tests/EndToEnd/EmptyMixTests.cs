using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>A mix of nothing is never a pass, and never a crash.</summary>
public sealed class EmptyMixTests : IDisposable
{
    private readonly PolicyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("tokens", "3")]
    [InlineData("tokens", "{ min: 1, max: 3 }")]
    [InlineData("tokens", "all")]
    [InlineData("bytes", "3")]
    [InlineData("bytes", "all")]
    public void Build_RecordsOfNoAmount_IsAnError(string unit, string budget)
    {
        _run.WriteLines("a.jsonl", Enumerable.Range(0, 10).Select(i => new { id = $"r{i}", text = "", origin = "human", n = 0 }));
        var result = _run.Build(Policy(unit, budget, "human: { min_fraction: 0.1, min_records: 5 }"));
        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        Assert.Equal([Codes.NothingSelected], result.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.Code));
        Assert.False(File.Exists(_run.Manifest));
    }

    [Fact]
    public void Build_RecordsOfNoAmountAmongOthers_AreCounted()
    {
        _run.WriteLines("a.jsonl", Enumerable.Range(0, 10).Select(i => new { id = $"r{i}", text = "", origin = "human", n = i == 7 ? 4 : 0 }));
        Assert.Equal("0000000400", string.Concat(_run.Satisfy(Policy("tokens", "all", "human: { min_records: 10 }")).Rows("tokens")));
    }

    /// <summary>A record that no rule lets in stays out, though it would cost nothing.</summary>
    [Fact]
    public void Build_RecordsOfNoAmountThatAreRefused_StayOut()
    {
        object[] records =
        [
            .. Enumerable.Range(0, 20).Select(i => new { id = $"ok{i}", text = "t", origin = "human", n = 1, license = "MIT" }),
            .. Enumerable.Range(0, 20).Select(i => new { id = $"no{i}", text = "u", origin = "human", n = i % 2, license = (string?)null }),
        ];
        _run.WriteLines("a.jsonl", records);
        var result = _run.Build(Policy("tokens", "10", "human: { min_records: 15 }\n  provenance: { require: [ license ] }"));
        Assert.Equal(BuildOutcome.Violated, result.Outcome);
        Assert.DoesNotContain(result.Diagnostics, d => d.Code == Codes.ProvenanceMissing);
    }

    private static string Policy(string unit, string budget, string rules) =>
        $$"""
        mixpolicy: 1
        name: empty
        data: { sources: [ { name: web, paths: [ "*.jsonl" ], columns: { id: id, text: text, origin: origin, tokens: n, license: license } } ] }
        mix: { unit: {{unit}}, budget: {{budget}} }
        rules:
          {{rules}}

        """;
}
