using static MixPolicy.Tests.Policies.PolicyCases;

namespace MixPolicy.Tests.Policies;

/// <summary>The whole language: what this version has, it reads; what it does not have yet, it refuses by name.</summary>
public class FullPolicyTests
{
    /// <summary>The part of the language that this version has.</summary>
    public const string Built = """
        mixpolicy: 1
        name: assistant-gen-3
        generation: 0
        as_of: 2026-11-01
        seed: 20261101

        data:
          allow_outside: [ ../corpus, /mnt/shared/corpus/ ]
          defaults:
            columns:
              id: id
              text: text
              tokens: n_tokens
              origin: origin
              collected_at: crawl_date
              license: license
              source_url: url
              generator: model
              depth: depth
              domain: domain
              language: lang
              score: quality
              decoding: sampling
            tags: { license: CC0-1.0 }
            max_repetition_factor: 2.5
          sources:
            - name: web-2026
              paths: [ data/web/**/*.parquet ]
              tags: { origin: human, license: CC-BY-4.0, domain: web }
              on_bad_record: quarantine
              max_bad_fraction: 0.001
            - name: rephrased
              paths: [ data/rephrased/*.jsonl.zst, ../corpus/*.jsonl ]
              columns: { id: ~, text: body.text, tokens: { per_byte: 0.25 }, decoding: { temperature: t }, score: }
              tags: { origin: synthetic, kind: rephrased, depth: 1, generator: mistral-7b-v0.3, decoding: { temperature: 1.0, top_p: 1.0 } }
              max_repetition_factor: 1
            - name: books
              paths: [ books.csv ]
              columns: { tokens: { tokenizer: o200k_base }, decoding: ~ }

        mix:
          unit: tokens
          budget: { min: 1.5M, max: 2M }
          targets: { web-2026: 0.7, rephrased: 0.2 }
          max_repetition_factor: 4
          max_source_fraction: 0.8

        rules:
          repetition:   { warn_above: 4, fail_above: 16, max_fraction_above_4: 0.10 }
          provenance:   { require: [ license, collected_at, source_url ], licenses: { allow: [ CC0-1.0, CC-BY-4.0, MIT ] } }
          synthetic:    { max_fraction: 0.33, max_depth: 1, max_fraction_by_kind: { generated: 0.05 }, max_fraction_by_generator: 0.25,
                          require_decoding: true }
          human:        { min_fraction: 0.50, warn_below: 0.67, min_records: 1024 }
          fresh_human:  { min_fraction: 0.30, warn_below: 0.40, within: 180d }

        output: { dir: out }

        """;

    /// <summary>With the rest of the language.</summary>
    public const string Whole = Built + """
        extends: [ mixpolicy:pretrain ]
        waivers:
          - { rule: MIX0302, limit: 0.27, expires: 2026-12-01T00:00:00Z, owner: data-team, approved_by: cto, ticket: DATA-412,
              reason: "crawl delayed" }

        """;

    [Fact]
    public void Parse_WhatIsBuilt_ReadsAllOfIt() => Golden.Match(PolicyReaderLawTests.Described(Stands(Built)));

    [Fact]
    public void Parse_WhatIsNotBuilt_IsRefusedByName()
    {
        var rules = """
            rules:
              accumulate:   { parent: ../gen-2/lineage.json, keep: human, in: manifest, tombstones: takedowns.jsonl }
              tail:         { by: language, rare_below: 0.02, min_retention: 0.90, min_presence: 0.95,
                              upsample: { method: unimax, max_repetition_factor: 4 } }
              provenance:   { require: [ license ], human_evidence_after: 2022-11-30, evidence: [ author, attestation ], on_conflict: fail }
              verification: { of: synthetic, by: [ human, unit-tests, judge-v2 ], min_score: 0.7 }
              groups:       [ { by: domain, min_fraction: { code: 0.05 }, max_fraction: { web: 0.80 } } ]
              duplicates:   { exact: drop, max_fraction: 0.10 }
              diversity:    {}
            """;
        var start = Whole.IndexOf("rules:", StringComparison.Ordinal);
        var end = Whole.IndexOf("output:", StringComparison.Ordinal);

        Golden.Match(Lines(Read(Whole[..start] + rules + "\n" + Whole[end..]).Found));
    }

    [Fact]
    public void Parse_ManyErrors_ReportsThemAllAtOnce() => Golden.Match(Transcript(("everything wrong", """
        mixpolicy: 1
        name: Bad Name
        generation: -1
        as_of: 1 November
        sed: 4
        data:
          defaults: { columns: { text: ~ }, on_bad_records: fail }
          sources:
            - name: web
              paths: ../web
              tags: { origin: humna, depth: deep }
            - name: web
              paths: [ /abs/x.jsonl ]
              columns: { tokens: { tokenizer: o200k } }
        mix: { unit: tokns, budget: 2G, targets: { web: 70 }, max_repetition_factor: 0 }
        rules:
          fresh_human: { min_fraction: 30, within: 6 months }
          synthetik: { max_fraction: 0.3 }
          tail: {}
        """)));
}
