using System.Globalization;

namespace MixPolicy.Benchmarks.Corpus;

/// <summary>The policy of the benchmark: a fifth of the tokens, from three sources, under rules that a proportional sample satisfies.</summary>
internal static class BenchmarkPolicy
{
    public const string AsOf = "2026-11-01";
    public const int FreshDays = 180;

    /// <summary>The fraction of the mix that each source is to have, in percent; both contenders read it here.</summary>
    public static IReadOnlyDictionary<string, int> TargetPercent { get; } =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["web"] = 55, ["books"] = 25, ["synth"] = 20 };

    /// <summary>The licence that a record without one takes from its source.</summary>
    public const string LicenseTag = "CC-BY-4.0";

    /// <summary>20 % of the corpus, in tokens.</summary>
    public static long Budget(long corpusTokens) => corpusTokens / 5;

    public static string Render(CorpusFormat format, long corpusTokens) => Render(
        format,
        "name: benchmark",
        string.Create(CultureInfo.InvariantCulture, $$"""
              budget: {{Budget(corpusTokens)}}
              targets: { web: 0.{{TargetPercent["web"]}}, books: 0.{{TargetPercent["books"]}}, synth: 0.{{TargetPercent["synth"]}} }
            """),
        string.Create(CultureInfo.InvariantCulture, $$"""
              fresh_human: { min_fraction: 0.30, within: {{FreshDays}}d }
              human: { min_fraction: 0.50, warn_below: 0.67, min_records: 1024 }
              synthetic: { max_fraction: 0.33, max_depth: 2 }
              repetition: { warn_above: 4 } # short texts repeat by chance: warn, so that the run is measured
              provenance: { require: [ license, collected_at ] }
            """));

    /// <summary>A mix of all records; generation 1 keeps the human ones of generation 0, which is built into <c>runs/generation-0</c>.</summary>
    public static string RenderGeneration(CorpusFormat format, int generation) => Render(
        format,
        string.Create(CultureInfo.InvariantCulture, $"name: benchmark\ngeneration: {generation}"),
        "  budget: all",
        generation == 0 ? "  human: { min_records: 1 }" : "  accumulate: { parent: runs/generation-0/lineage.json, keep: human, in: manifest }");

    private static string Render(CorpusFormat format, string head, string mix, string rules)
    {
        var extension = CorpusFolder.Extension(format);
        return string.Create(CultureInfo.InvariantCulture, $$"""
            mixpolicy: 1
            {{head}}
            as_of: {{AsOf}}
            seed: 20261101

            data:
              defaults:
                columns:
                  id: id
                  text: text
                  tokens: tokens
                  origin: origin
                  collected_at: collected_at
                  license: license
                  generator: generator
                  depth: depth
                  domain: domain
                  language: lang
              sources:
                - name: web
                  paths: [ {{extension}}/web-*.{{extension}} ]
                  tags: { license: {{LicenseTag}} }
                - name: books
                  paths: [ {{extension}}/books*.{{extension}} ]
                  tags: { license: {{LicenseTag}} }
                - name: synth
                  paths: [ {{extension}}/synth*.{{extension}} ]
                  tags: { license: {{LicenseTag}} }

            mix:
              unit: tokens
            {{mix}}

            rules:
            {{rules}}

            """);
    }
}
