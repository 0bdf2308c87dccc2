using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Waivers;

/// <summary>
/// A mix of 100 records of 10 tokens, of which 28 are fresh human text, 22 old human text and 50 synthetic, under a policy that needs 30 % to be fresh and,
/// with <c>budget: all</c>, measures 28 %.
/// </summary>
internal sealed class WaivedMix : IDisposable
{
    public const string Fresh = "{ rule: MIX0302, limit: 0.27, expires: 2026-12-01T00:00:00Z, owner: data-team, approved_by: cto, ticket: DATA-412, reason: crawl delayed }";

    public WaivedMix()
    {
        Run.WriteLines("human.jsonl", Enumerable.Range(0, 50).Select(i => new { id = $"h{i}", text = $"human {i}", n = 10, date = i < 28 ? "2026-10-20" : "2020-01-01" }));
        Run.WriteLines("models.jsonl", Enumerable.Range(0, 50).Select(i => new { id = $"m{i}", text = $"made {i}", n = 10, by = i < 30 ? "alpha" : "beta" }));
    }

    public PolicyRun Run { get; } = new();

    public string Budget { get; init; } = "all";

    public string AsOf { get; init; } = "2026-11-01";

    public string Rules { get; init; } = "fresh_human: { min_fraction: 0.30, within: 30d }";

    /// <summary>The policy's text with these waivers.</summary>
    public string Policy(params string[] waivers) => $$"""
        mixpolicy: 1
        name: waived
        as_of: {{AsOf}}
        data:
          sources:
            - name: human
              paths: [ human.jsonl ]
              columns: { id: id, text: text, tokens: n, collected_at: date }
              tags: { origin: human }
            - name: models
              paths: [ models.jsonl ]
              columns: { id: id, text: text, tokens: n, generator: by }
              tags: { origin: synthetic, depth: 1 }
        mix: { unit: tokens, budget: {{Budget}} }
        rules:
          {{Rules}}
        waivers: [{{(waivers.Length == 0 ? "" : "\n  " + string.Join(",\n  ", waivers) + "\n")}}]
        """.ReplaceLineEndings("\n");

    /// <summary>Builds with these waivers.</summary>
    public BuildResult Build(params string[] waivers) => Run.Build(Policy(waivers));

    /// <summary>Does as asked with these waivers.</summary>
    public BuildResult Ask(Func<BuildRequest, BuildRequest> ask, params string[] waivers) => Run.Run(Policy(waivers), ask);

    /// <summary>A waiver of MIX0302 that ends at an instant.</summary>
    public static string Until(string instant) => Fresh.Replace("2026-12-01T00:00:00Z", instant, StringComparison.Ordinal);

    /// <summary>A waiver of another rule.</summary>
    public static string Of(string rule, string limit, string? subject = null) => Fresh
        .Replace("rule: MIX0302, limit: 0.27", $"rule: {rule}, limit: {limit}{(subject is null ? "" : $", subject: {subject}")}", StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => Run.Dispose();
}
