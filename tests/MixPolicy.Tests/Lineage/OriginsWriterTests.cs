using System.Globalization;
using System.Text.Json;
using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Lineage;

/// <summary>Where the mix's text comes from, as the report says it and as the manifest's rows do.</summary>
public sealed class OriginsWriterTests
{
    [Theory]
    [InlineData("max_fraction_by_generator: 0.9", true)]
    [InlineData("max_fraction: 0.9", false)]
    public void Write_Build_IsWhatTheRowsSay(string rule, bool byGenerator)
    {
        using var run = Built(rule);
        var mix = run.Json("lineage.json").GetProperty("mix");
        Assert.Equal(byGenerator, mix.GetProperty("by_generator").GetBoolean());
        var said = mix.GetProperty("origins").EnumerateArray().Select(o => string.Join('|', o.EnumerateObject().Select(m => m.Value.ToString())));
        var generator = byGenerator ? "coalesce(generator, '')" : "''";
        var rows = run.Rows($"source, origin, coalesce(depth::VARCHAR, '') AS depth, {generator} AS generator, tokens::BIGINT AS tokens, repetitions::BIGINT AS repetitions")
            .Select(r => r.Split('|').Select(c => c.Trim()).ToArray())
            .GroupBy(r => string.Join('|', r[..4]))
            .Select(g => $"{g.Key}|{g.Count()}|{g.Sum(r => long.Parse(r[4], CultureInfo.InvariantCulture) * long.Parse(r[5], CultureInfo.InvariantCulture))}");
        Assert.Equal(rows.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_Build_AddsUpToTheMix()
    {
        using var run = Built("max_fraction_by_generator: 0.9");
        var mix = run.Json("lineage.json").GetProperty("mix");
        Assert.Equal(mix.GetProperty("records").GetInt64(), Sum(mix, "records"));
        Assert.Equal(mix.GetProperty("total").GetInt64(), Sum(mix, "amount"));
    }

    private static long Sum(JsonElement mix, string member) => mix.GetProperty("origins").EnumerateArray().Sum(o => o.GetProperty(member).GetInt64());

    private static PolicyRun Built(string rule) => new PolicyRun()
        .WriteLines("web.jsonl", Enumerable.Range(0, 20).Select(i => new { id = $"{i}", text = $"text {i}", n = 5 + i, origin = i % 5 == 0 ? "human_edited" : "human" }))
        .WriteLines("models.jsonl", Enumerable.Range(0, 12).Select(i => new { text = $"made {i}", n = 4 + i, by = new[] { "alpha", "beta", null }[i % 3], deep = i % 4 == 0 ? (int?)null : 1 + (i % 2) }))
        .Satisfy($$"""
            mixpolicy: 1
            name: origins
            as_of: 2026-11-01
            data:
              sources:
                - { name: web, paths: [ web.jsonl ], columns: { id: id, text: text, tokens: n, origin: origin } }
                - { name: models, paths: [ models.jsonl ], columns: { text: text, tokens: n, generator: by, depth: deep }, tags: { origin: synthetic } }
            mix: { unit: tokens, budget: { min: 300, max: 400 }, max_repetition_factor: 2 }
            rules: { human: { min_fraction: 0.6 }, synthetic: { {{rule}} } }
            """);
}
