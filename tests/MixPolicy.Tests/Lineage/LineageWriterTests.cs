using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MixPolicy.Tests.EndToEnd;

namespace MixPolicy.Tests.Lineage;

public sealed class LineageWriterTests
{
    private const string Policy = """
        mixpolicy: 1
        name: tiny
        as_of: 2026-11-01
        seed: 7
        data:
          sources:
            - name: web
              paths: [ web/*.jsonl ]
              columns: { id: id, text: text, tokens: n, collected_at: date }
              tags: { origin: human, license: "CC-BY-4.0 \"é\"" }
              on_bad_record: quarantine
            - name: models
              paths: [ models.jsonl ]
              columns: { text: text, tokens: n, kind: kind }
              tags: { origin: synthetic, depth: 1 }
        mix: { unit: tokens, budget: { min: 60, max: 100 }, max_repetition_factor: 2, max_source_fraction: 0.9 }
        rules:
          fresh_human: { min_fraction: 0.25, warn_below: 0.9, within: 30d }
          human: { min_fraction: 0.5, min_records: 2 }
          synthetic: { max_fraction_by_kind: { generated: 0.4, a/b: 0.5 }, max_depth: 1 }
        """;

    [Fact]
    public void Write_TinyBuild_IsTheGoldenFile()
    {
        using var run = Tiny();
        Golden.Match(File.ReadAllBytes(Path.Combine(run.Out, "lineage.json")));
    }

    [Fact]
    public async Task Write_RealBuilds_FitTheSchema()
    {
        var schema = await Schemas.Read("lineage");
        using var run = Tiny();
        using var folder = new Sources.TempFolder();
        Quickstart("policy.yaml", folder.Path);
        foreach (var file in new[] { run.Out, folder.Path })
        {
            Assert.Equal("", Schemas.Faults(schema, await File.ReadAllTextAsync(Path.Combine(file, "lineage.json"))));
        }
    }

    [Fact]
    public async Task Schema_OneMemberMoreOrLessOrNotWhole_DoesNotFit()
    {
        var schema = await Schemas.Read("lineage");
        using var run = Tiny();
        var json = await File.ReadAllTextAsync(Path.Combine(run.Out, "lineage.json"));
        foreach (var (path, changed) in Schemas.WithOneMore(json).Concat(Schemas.WithOneLess(json)).Concat(Schemas.WithFraction(json)))
        {
            Assert.False(Schemas.Faults(schema, changed).Length == 0, $"the schema lets {path} pass");
        }
    }

    [Fact]
    public void Digest_IsOfTheFileWithTheFieldEmpty()
    {
        using var run = Tiny();
        var bytes = File.ReadAllBytes(Path.Combine(run.Out, "lineage.json"));
        var digest = run.Json("lineage.json").GetProperty("digest").GetString()!;
        var text = Encoding.UTF8.GetString(bytes);
        var blank = text.Replace($"\"digest\": \"{digest}\"", "\"digest\": \"\"", StringComparison.Ordinal);
        Assert.Equal(text.Length - 64, blank.Length);
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(blank))));
        Assert.Equal(bytes, Encoding.UTF8.GetBytes(text));
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Digests_AreThoseOfTheFiles()
    {
        using var run = Tiny();
        var lineage = run.Json("lineage.json");
        Assert.Equal(Digest(run.Manifest), Sha256(lineage.GetProperty("manifest")));
        Assert.Equal(Digest(run.At("policy.yaml")), Sha256(lineage.GetProperty("policy")));
        Assert.Equal(File.ReadAllText(run.At("policy.yaml")), lineage.GetProperty("policy").GetProperty("text").GetString());
        var files = lineage.GetProperty("sources").EnumerateArray().SelectMany(s => s.GetProperty("files").EnumerateArray()).ToList();
        Assert.Equal(3, files.Count);
        Assert.All(files, f => Assert.Equal(Digest(run.At(f.GetProperty("file").GetString()!)), Sha256(f)));

        static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        static string Sha256(JsonElement element) => element.GetProperty("sha256").GetString()!;
    }

    /// <summary>Builds the example of the repository into a folder.</summary>
    internal static BuildResult Quickstart(string policy, string output) => MixBuild.Run(
        new BuildRequest { Policy = Path.Combine("examples", "quickstart", policy), Directory = Schemas.Repository, Out = output, ToolVersion = "1.2.3" },
        null, CancellationToken.None);

    private static PolicyRun Tiny()
    {
        var run = new PolicyRun();
        run.WriteLines("web/a.jsonl", [.. Enumerable.Range(0, 6).Select(i => new { id = $"a{i}", text = $"fresh {i}", n = 5 + i, date = "2026-10-20" }), new { id = "bad", text = "no count", n = -1, date = "2026-10-20" }]);
        run.WriteLines("web/b.jsonl", [.. Enumerable.Range(0, 4).Select(i => new { id = $"b{i}", text = $"old {i} <&'> \u00fc", n = 4, date = i == 0 ? "unreadable" : "2020-01-01" }), new { id = "b1", text = "old 1 <&'> \u00fc", n = 4, date = "2020-01-01" }]);
        run.WriteLines("models.jsonl", [.. Enumerable.Range(0, 5).Select(i => new { text = $"made {i / 2}", n = 6, kind = i == 0 ? "a/b" : "generated" })]);
        return run.Satisfy(Policy.ReplaceLineEndings("\n"));
    }
}
