using System.Security.Cryptography;
using System.Text;

namespace MixPolicy.Tests.EndToEnd;

/// <summary>Who is who in a manifest.</summary>
public sealed class IdentityTests : IDisposable
{
    private readonly PolicyRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Build_UnmappedIds_AreTheDigestAndTheOccurrence()
    {
        _run.WriteLines("a.jsonl", [new { text = "once" }, new { text = "thrice" }, new { text = "thrice" }, new { text = "thrice" }, new { text = "" }]);
        Assert.Equal(
            [$"{Hex("once")}#1", $"{Hex("thrice")}#1", $"{Hex("thrice")}#2", $"{Hex("thrice")}#3", $"{Hex("")}#1"],
            _run.Satisfy(Policy(mapped: false)).Rows("id"));
    }

    /// <summary>Which of equal texts is which follows from what else the records say, not from where they stand.</summary>
    [Fact]
    public void Build_UnmappedIds_NumbersFollowTheAttributesWhateverTheFiles()
    {
        string[] licenses = ["MIT", "CC0-1.0", "Apache-2.0", "BSD-3-Clause"];
        var records = licenses.Select(l => (object)new { text = "same", license = l }).ToArray();
        var expected = Numbered(records);
        Assert.Equal(4, expected.Select(l => l.Split('|')[0]).Distinct().Count());
        Assert.Equal(expected, Numbered([.. records.Reverse()]));
        Assert.Equal(expected, Numbered([records[2]], [records[0], records[3]], [records[1]]));
        Assert.Equal(expected, Numbered([records[3], records[1]], [records[2], records[0]]));
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("quarantine")]
    public void Build_OneIdWithTwoTexts_IsAnErrorThatNamesBothPlaces(string onBadRecord)
    {
        _run.WriteLines("a.jsonl", [new { id = "x", text = "first" }, new { id = "é", text = "one" }]);
        _run.Write("b.jsonl", "\n{\"id\":\"y\",\"text\":\"other\"}\n{\"id\":\"\\u00e9\",\"text\":\"two\"}\n");
        var result = _run.Build(Policy(mapped: true).Replace("license: license }", $"license: license }}, on_bad_record: {onBadRecord}", StringComparison.Ordinal));
        Assert.Equal(BuildOutcome.NotEvaluated, result.Outcome);
        var error = Assert.Single(result.Diagnostics, d => d.Code == "MIX0207");
        Assert.Equal(("b.jsonl", 3), (error.Place.File, error.Place.Line));
        Assert.Contains("id 'é'", error.Message, StringComparison.Ordinal);
        Assert.Contains("a.jsonl, line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("b.jsonl, line 3", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_run.Manifest));
    }

    [Fact]
    public void Build_OneIdAndTextWithTwoLicences_IsAnError()
    {
        _run.WriteLines("a.jsonl", [new { id = "x", text = "t", license = "MIT" }, new { id = "x", text = "t", license = "CC0-1.0" }]);
        var result = _run.Build(Policy(mapped: true));
        Assert.Contains("differing attributes", Assert.Single(result.Diagnostics, d => d.Code == "MIX0207").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_TheSameRecordTwice_IsTakenOnceWithAWarning()
    {
        _run.WriteLines("b.jsonl", [new { id = "x", text = "t" }, new { id = "y", text = "u" }, new { id = "x", text = "t" }]);
        _run.WriteLines("a.jsonl", [new { id = "y", text = "u" }]);
        var result = _run.Build(Policy(mapped: true));
        Assert.Equal(BuildOutcome.Satisfied, result.Outcome);
        Assert.Contains("2 records", Assert.Single(result.Diagnostics, d => d.Code == "MIX0209").Message, StringComparison.Ordinal);
        Assert.Equal(["y|a.jsonl|0|1", "x|b.jsonl|0|1"], _run.Rows("id, file, row, repetitions"));
        Assert.Equal(2, _run.Json("lineage.json").GetProperty("sources")[0].GetProperty("repeated").GetInt64());
    }

    [Fact]
    public void Build_TheSameIdInTwoSources_AreTwoRecords()
    {
        _run.WriteLines("a.jsonl", [new { id = "x", text = "t" }]);
        _run.WriteLines("b.jsonl", [new { id = "x", text = "u" }]);
        var two = Policy(mapped: true).Replace("[ \"*.jsonl\" ]", "[ a.jsonl ]", StringComparison.Ordinal).Replace(
            "sources: [ ", "sources: [ { name: other, paths: [ b.jsonl ], columns: { id: id } }, ", StringComparison.Ordinal);
        Assert.Equal(["other|x", "web|x"], _run.Satisfy(two).Rows("source, id"));
    }

    [Theory]
    [InlineData("\"a\\u0062\\n\\\"\\\\\\/\"", "ab\n\"\\/")]
    [InlineData("\"\\ud83d\\ude00é\"", "😀é")]
    [InlineData("\"\\u0000\"", "\0")]
    [InlineData("17", "17")]
    [InlineData("-0", "-0")]
    [InlineData("1.50", "1.50")]
    [InlineData("\" \"", " ")]
    public void Build_IdsOfJson_AreUnescaped(string json, string id)
    {
        _run.Write("a.jsonl", $"{{\"id\":{json},\"text\":\"t\\u00e9\"}}\n");
        Assert.Equal([$"{Convert.ToHexString(Encoding.UTF8.GetBytes(id))}|{Hex("té")}"], _run.Satisfy(Policy(mapped: true)).Rows("hex(encode(id)), lower(hex(digest))"));
    }

    [Fact]
    public void Build_NullId_IsABadRecord()
    {
        _run.Write("a.jsonl", "{\"id\":\"x\",\"text\":\"t\"}\n{\"id\":null,\"text\":\"u\"}\n{\"text\":\"v\"}\n{\"id\":\"\",\"text\":\"w\"}\n");
        var result = _run.Build(Policy(mapped: true));
        Assert.Equal(("a.jsonl", 2), (result.Diagnostics[0].Place.File, result.Diagnostics[0].Place.Line));
        Assert.Equal("MIX0203", result.Diagnostics[0].Code);
        _run.Satisfy(Policy(mapped: true).Replace("license: license }", "license: license }, on_bad_record: quarantine", StringComparison.Ordinal));
        Assert.Equal(["x"], _run.Rows("id"));
        Assert.Equal(3, File.ReadAllLines(Path.Combine(_run.Out, "quarantine.jsonl")).Length);
    }

    private static IReadOnlyList<string> Numbered(params object[][] files)
    {
        using var run = new PolicyRun();
        for (var i = 0; i < files.Length; i++) run.WriteLines($"{i}.jsonl", files[i]);
        return [.. run.Satisfy(Policy(mapped: false)).Rows("id, license").Order(StringComparer.Ordinal)];
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Policy(bool mapped) =>
        $$"""
        mixpolicy: 1
        name: identity
        data:
          defaults: { tags: { origin: human }, columns: { license: license } }
          sources: [ { name: web, paths: [ "*.jsonl" ], columns: { {{(mapped ? "id: id, " : "")}}license: license } } ]
        mix: { unit: records, budget: all }
        rules:
          human: { min_fraction: 0.5 }
          provenance: { require: [ license ], severity: warn }

        """;
}
