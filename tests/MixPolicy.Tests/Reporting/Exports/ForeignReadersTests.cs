using System.Text;
using System.Text.Json.Nodes;
using MixPolicy.Tests.EndToEnd;
using MixPolicy.Tests.Examples;

namespace MixPolicy.Tests.Reporting.Exports;

/// <summary>Other tools' readers take every export, and refuse one that is wrong.</summary>
public sealed class ForeignReadersTests
{
    private const string Packages = "jsonld";
    private static readonly string[] Forms = ["croissant", "openlineage", "cyclonedx", "dta"];

    /// <summary>Members that each form cannot do without, or that can be spoilt, by path.</summary>
    private static readonly Dictionary<string, (string Path, JsonNode? Value)[]> Wrong = new(StringComparer.Ordinal)
    {
        ["croissant"] =
        [
            ("conformsTo", null), ("name", null), ("description", null), ("license", null), ("url", null), ("creator", null), ("datePublished", null), ("datePublished", "not stated"), ("@type", null),
            ("@type", "sc:Thing"), ("version", "2"), ("distribution", null), ("distribution/0/sha256", null), ("distribution/0/sha256", "md5:1"), ("distribution/0/encodingFormat", null),
            ("distribution/1/contentUrl", null), ("distribution/0/@id", null), ("distribution/0/@id", "other.parquet"), ("recordSet", null), ("recordSet/0/field/0/dataType", null),
            ("recordSet/0/field/0/annotation/0/source", null), ("prov:wasDerivedFrom", null), ("prov:wasDerivedFrom/0/@type", "prov:Agent"), ("prov:wasGeneratedBy", null),
            ("digitalSourceType/0/@id", "http://c2pa.org/other"), ("@context/sc", "http://schema.org/"), ("@context/cr", null), ("@context", "https://example.org/context.json"),
        ],
        ["openlineage"] =
        [
            ("eventType", "DONE"), ("eventTime", null), ("eventTime", "2026-11-01"), ("producer", null), ("producer", "mixpolicy"), ("schemaURL", null), ("run", null),
            ("run/runId", "17"), ("job", null), ("job/namespace", null), ("job/name", ""), ("inputs/0/name", null), ("inputs/1/name", "web-mix.web"), ("outputs/0/namespace", null),
            ("outputs/0/facets/version/datasetVersion", null), ("outputs/0/facets/version/_producer", null), ("outputs/0/facets/mixpolicy_lineage/_schemaURL", null),
            ("outputs/0/outputFacets/outputStatistics/rowCount", "many"), ("inputs/0/inputFacets/inputStatistics/size", -1), ("inputs/0/facets/tags/tags/0/key", null),
            ("run/facets/test/tests/0/status", "waived"), ("run/facets/test/tests/0/name", null),
            ("outputs/0/facets/lifecycleStateChange", JsonNode.Parse("""{ "_producer": "urn:x", "_schemaURL": "urn:x", "lifecycleStateChange": "OVERWRITE" }""")),
            ("outputs/0/facets/unheard_of", JsonNode.Parse("""{ "_producer": "urn:x", "_schemaURL": "urn:x" }""")),
        ],
        ["cyclonedx"] =
        [
            ("bomFormat", null), ("specVersion", "1.5"), ("specVersion", null), ("serialNumber", "urn:uuid:1"), ("version", 0), ("metadata/timestamp", "yesterday"),
            ("metadata/component/type", "dataset"), ("metadata/component/name", null), ("components/0/type", null), ("components/0/hashes/0/alg", "SHA256"),
            ("components/0/hashes/0/content", "abc"), ("components/0/data/0/type", null), ("components/0/data/0/origin", "human"), ("components/0/properties/0/ledger_root", "x"),
            ("components/0/licenses", "CC-BY-4.0"), ("components/0/externalReferences/0/url", 1), ("components/0/pedigree/ancestors/0/name", null), ("unheard_of", 1),
        ],
        ["dta"] =
        [
            ("source", null), ("source/version", null), ("source/title", null), ("source/id", null), ("source/issuer", null), ("source/issuer", new JsonArray()), ("source/issuer/0/name", null),
            ("source/description", null), ("provenance", null), ("provenance/origin-geography", null), ("provenance/origin-geography", new JsonArray()),
            ("provenance/origin-geography/0/country", null), ("provenance/date", null), ("provenance/date", 2026), ("provenance/generation-method", null),
            ("provenance/generation-method/0/code", null), ("use", null), ("use/intended-purpose", null), ("use/intended-purpose/0/code", null), ("use/intended-purpose/0/description", null),
            ("use/license", "CC0-1.0"), ("provenance/format", JsonNode.Parse("""["text", "text"]""")),
        ],
    };

    public static TheoryData<string> AllForms => [.. Forms];

    [ForeignPackagesFact(Packages)]
    public void Judge_Samples_AreTaken()
    {
        foreach (var form in Forms)
        {
            byte[][] documents =
            [
                SampleReport.Render(form),
                SampleReport.Render(form, new ExportFacts()),
                SampleReport.Render(form, new ExportFacts(), r => (r["parent"], r["tombstones"], r["ledger"]!["parent"], r["waivers"]) = (null, null, null, new JsonArray())),
                SampleReport.Render(form, new ExportFacts { EventTime = "2026-11-02" }, r => (r["policy"]!["as_of"], r["rules"], r["policy"]!["unit"]) = (null, new JsonArray(), "bytes")),
            ];
            Assert.All(ForeignReaders.Judge(form, documents), faults => Assert.Empty(faults));
        }
    }

    [ForeignPackagesFact(Packages)]
    public void Judge_RealBuild_IsTaken()
    {
        using var run = new PolicyRun()
            .WriteLines("web.jsonl", Enumerable.Range(0, 9).Select(i => new { id = $"{i}", text = $"text {i}", n = 7, license = "CC0-1.0" }))
            .WriteLines("models.jsonl", Enumerable.Range(0, 4).Select(i => new { text = $"made {i}", n = 5, by = i < 2 ? "alpha" : "beta" }))
            .Satisfy("""
                mixpolicy: 1
                name: real
                as_of: 2026-11-01
                data:
                  sources:
                    - { name: web, paths: [ web.jsonl ], columns: { id: id, text: text, tokens: n, license: license }, tags: { origin: human } }
                    - { name: models, paths: [ models.jsonl ], columns: { text: text, tokens: n, generator: by }, tags: { origin: synthetic, depth: 1 } }
                mix: { unit: tokens, budget: all }
                rules: { human: { min_fraction: 0.5 }, synthetic: { max_fraction_by_generator: 0.4 } }
                """);
        var result = MixExport.Run(
            new ExportRequest { Report = "out/lineage.json", Directory = run.Folder, Formats = Forms, Facts = SampleReport.Facts }, CancellationToken.None);
        Assert.Empty(result.Diagnostics);
        foreach (var document in result.Documents)
        {
            Assert.Empty(Assert.Single(ForeignReaders.Judge(document.Format, [document.Bytes.ToArray()])));
            Assert.Contains(run.Json("lineage.json").GetProperty("ledger").GetProperty("root").GetString()!, Encoding.UTF8.GetString(document.Bytes.Span), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(AllForms))]
    public void Wrong_EveryPath_LeadsSomewhere(string form)
    {
        foreach (var (path, value) in Wrong[form]) Assert.NotEqual(Encoding.UTF8.GetString(SampleReport.Render(form)), Encoding.UTF8.GetString(Changed(form, path, value)));
    }

    [ForeignPackagesFact(Packages)]
    public void Judge_OneThingWrong_IsRefused()
    {
        foreach (var form in Forms)
        {
            var faults = ForeignReaders.Judge(form, [.. Wrong[form].Select(w => Changed(form, w.Path, w.Value))]);
            foreach (var (wrong, found) in Wrong[form].Zip(faults)) Assert.False(found.Length == 0, $"the reader of {form} lets pass {wrong.Path} = {wrong.Value?.ToJsonString() ?? "nothing"}");
        }
    }

    [ForeignPackagesFact(Packages)]
    public void Judge_NotJson_IsRefused()
    {
        foreach (var form in Forms) Assert.NotEmpty(Assert.Single(ForeignReaders.Judge(form, ["{"u8.ToArray()])));
    }

    /// <summary>The sample with one member set, or taken away where the value is null.</summary>
    private static byte[] Changed(string form, string path, JsonNode? value)
    {
        var document = JsonNode.Parse(SampleReport.Render(form))!;
        var steps = path.Split('/');

        // '@context/sc' and the like: the keys of JSON-LD hold no slash.
        var holder = steps[..^1].Aggregate(document, (node, step) => node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        if (value is null) Assert.True(holder.AsObject().Remove(steps[^1]), path);
        else holder[steps[^1]] = value.DeepClone();
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }
}
