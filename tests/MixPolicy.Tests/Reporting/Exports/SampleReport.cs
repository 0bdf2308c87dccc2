using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MixPolicy.Lineage;

namespace MixPolicy.Tests.Reporting.Exports;

/// <summary>A report in which everything that exports tell of occurs, with names that no form may stumble over.</summary>
internal static class SampleReport
{
    /// <summary>What is said of it besides.</summary>
    public static ExportFacts Facts { get; } = new()
    {
        Url = "https://example.org/data/web-mix",
        Creator = "Example Ltd",
        License = "CC-BY-4.0",
        Country = "DE",
        Purpose = "ai-pre-training",
        Model = "example-model",
        Namespace = "example",
        EventTime = "2026-11-02T12:30:00Z",
    };

    /// <summary>The report in its one form, with its digest.</summary>
    /// <param name="change">Changes the document before its digest is taken; null for none.</param>
    public static byte[] Bytes(Action<JsonObject>? change = null)
    {
        var report = JsonNode.Parse(Text)!.AsObject();
        change?.Invoke(report);
        report["digest"] = "";
        report["digest"] = Convert.ToHexStringLower(SHA256.HashData(Canonical(report)));
        return Canonical(report);
    }

    /// <summary>The export's bytes.</summary>
    public static byte[] Render(string format, ExportFacts? facts = null, Action<JsonObject>? change = null)
    {
        using var folder = new Sources.TempFolder();
        folder.Write("lineage.json", Bytes(change));
        var result = MixExport.Run(new ExportRequest { Report = "lineage.json", Directory = folder.Path, Formats = [format], Facts = facts ?? Facts }, CancellationToken.None);
        Assert.Empty(result.Diagnostics);
        return Assert.Single(result.Documents).Bytes.ToArray();
    }

    private static byte[] Canonical(JsonObject report) => CanonicalJson.Write(json => report.WriteTo(json));

    private static string Hex(string of) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)));

    private static string Rule(string code, string rule, string? subject, string sense, string unit, (long, long) measured, string limit, string warn, string verdict, string waiver = "null") => $$"""
        { "code": "{{code}}", "rule": "{{rule}}", "subject": {{(subject is null ? "null" : $"\"{subject}\"")}}, "line": 30, "column": 5, "sense": "{{sense}}", "unit": "{{unit}}",
          "measured": { "numerator": {{measured.Item1}}, "denominator": {{measured.Item2}} }, "limit": {{limit}}, "warn_limit": {{warn}}, "verdict": "{{verdict}}", "shortfall": 0, "waiver": {{waiver}} }
        """;

    private static string Ratio(long numerator, long denominator) => $"{{ \"numerator\": {numerator}, \"denominator\": {denominator} }}";

    private static string Text => $$"""
        {
          "format": "mixpolicy-lineage/1",
          "digest": "",
          "tool": { "name": "mixpolicy", "version": "1.2.3" },
          "verdict": "waived",
          "policy": {
            "name": "web-mix", "sha256": "{{Hex("policy")}}", "generation": 2, "as_of": "2026-11-01", "seed": 7, "unit": "tokens",
            "budget": { "min": 1000, "max": 1000 }, "text": "mixpolicy: 1\n"
          },
          "parent": {
            "path": "../gen-1/lineage.json", "sha256": "{{Hex("parent")}}", "generation": 1, "manifest_sha256": "{{Hex("parent manifest")}}", "kept_in": "pool",
            "human_records": 40, "kept": 38, "excused": 2, "lost": 0, "replaced": 0, "no_longer_human": 0
          },
          "tombstones": { "path": "takedowns.jsonl", "sha256": "{{Hex("takedowns")}}", "dropped_records": 3, "used": [], "unused": 1, "later": 0 },
          "ledger": {
            "file": "ledger.bin", "sha256": "{{Hex("ledger")}}", "bytes": 9000, "records": 90, "root": "{{Hex("root")}}", "admitted": 30,
            "parent": { "records": 60, "root": "{{Hex("parent root")}}" }, "consistency": [ "{{Hex("node")}}" ]
          },
          "sources": [
            {
              "name": "web", "records": 60, "repeated": 1, "dropped": 0, "quarantined": 2, "empty_texts": 0,
              "tags": { "collection": "web-scraping-crawling-textual", "license": "CC-BY-4.0", "origin": "human" }, "unreadable": {},
              "files": [
                { "file": "web/a.jsonl", "sha256": "{{Hex("a")}}", "bytes": 4000, "rows": 50, "quarantined": 2 },
                { "file": "web/*ü*|[x](y).jsonl", "sha256": "{{Hex("b")}}", "bytes": 900, "rows": 13, "quarantined": 0 }
              ]
            },
            {
              "name": "people", "records": 10, "repeated": 0, "dropped": 0, "quarantined": 0, "empty_texts": 0,
              "tags": { "note": "<script>alert(1)</script>\n# \"é\" & __x__ \\u202e", "origin": "human_edited" }, "unreadable": {},
              "files": [ { "file": "people.jsonl", "sha256": "{{Hex("c")}}", "bytes": 700, "rows": 10, "quarantined": 0 } ]
            },
            {
              "name": "models", "records": 20, "repeated": 0, "dropped": 0, "quarantined": 0, "empty_texts": 0,
              "tags": { "decoding.temperature": "1.0", "decoding.top_p": "0.95", "depth": "1", "kind": "generated", "license": "Apache-2.0", "origin": "synthetic" }, "unreadable": {},
              "files": [ { "file": "models.jsonl", "sha256": "{{Hex("d")}}", "bytes": 1400, "rows": 20, "quarantined": 0 } ]
            },
            {
              "name": "rest", "records": 5, "repeated": 0, "dropped": 0, "quarantined": 0, "empty_texts": 0, "tags": {}, "unreadable": { "collected_at": 1 },
              "files": [ { "file": "rest.jsonl", "sha256": "{{Hex("e")}}", "bytes": 300, "rows": 5, "quarantined": 0 } ]
            },
            {
              "name": "spare", "records": 4, "repeated": 0, "dropped": 0, "quarantined": 0, "empty_texts": 0, "tags": {}, "unreadable": {},
              "files": [ { "file": "spare.jsonl", "sha256": "{{Hex("f")}}", "bytes": 200, "rows": 4, "quarantined": 0 } ]
            }
          ],
          "strata": [],
          "plan": null,
          "mix": {
            "total": 1000, "records": 85, "largest_record": 30, "by_generator": true,
            "origins": [
              { "source": "models", "origin": "mixed", "depth": null, "generator": null, "records": 2, "amount": 30 },
              { "source": "models", "origin": "synthetic", "depth": 1, "generator": "alpha-7b", "records": 10, "amount": 120 },
              { "source": "models", "origin": "synthetic", "depth": 2, "generator": "beta", "records": 8, "amount": 100 },
              { "source": "people", "origin": "human_edited", "depth": 0, "generator": null, "records": 10, "amount": 100 },
              { "source": "rest", "origin": "unknown", "depth": null, "generator": null, "records": 3, "amount": 20 },
              { "source": "rest", "origin": "algorithmic", "depth": null, "generator": null, "records": 2, "amount": 10 },
              { "source": "web", "origin": "human", "depth": 0, "generator": null, "records": 50, "amount": 620 }
            ],
            "repetitions": [ { "times": 1, "texts": 85, "amount": 1000 } ]
          },
          "rules": [
            {{Rule("MIX0303", "rules.human.min_fraction", null, "at_least", "tokens", (720, 1000), Ratio(7, 10), Ratio(4, 5), "warned")}},
            {{Rule("MIX0305", "rules.synthetic.max_fraction", null, "at_most", "tokens", (280, 1000), Ratio(1, 4), "null", "waived", "0")}},
            {{Rule("MIX0308", "rules.synthetic.max_fraction_by_generator", "alpha-7b", "at_most", "tokens", (120, 1000), Ratio(1, 5), "null", "satisfied")}},
            {{Rule("MIX0328", "rules.verification.by", "generated", "at_most", "records", (0, 1), Ratio(0, 1), "null", "satisfied")}},
            {{Rule("MIX0342", "rules.diversity.held_out_bits", "mix", "at_most", "words", (3, 1), "null", Ratio(5, 1), "satisfied")}}
          ],
          "waivers": [
            {
              "rule": "rules.synthetic.max_fraction", "subject": null, "limit": {{Ratio(3, 10)}}, "expires": "2026-12-01T00:00:00Z", "owner": "data@example.org",
              "approved_by": "lead@example.org", "ticket": "D-1", "reason": "the new crawl is late", "state": "used"
            },
            {
              "rule": "rules.human.min_fraction", "subject": null, "limit": {{Ratio(3, 5)}}, "expires": "2026-12-01T00:00:00Z", "owner": "data@example.org",
              "approved_by": "lead@example.org", "ticket": "D-2", "reason": "not needed", "state": "unused"
            }
          ],
          "manifest": { "file": "manifest.parquet", "sha256": "{{Hex("manifest")}}", "bytes": 5000, "rows": 85, "root": "{{Hex("manifest root")}}" }
        }
        """;
}
