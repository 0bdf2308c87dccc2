using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources.Lines;

public sealed class JsonlReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"a":"x"}""", "x")]
    [InlineData("""{"a":"tab\tquote\"slash\/é\u00e9😀\ud83d\ude00"}""", "tab\tquote\"slash/éé😀😀")]
    [InlineData("""{"a":"a\u0000b"}""", "a\0b")]
    [InlineData("""{"\u0061":1}""", "i1")]
    [InlineData("""{"a":-9223372036854775808}""", "i-9223372036854775808")]
    [InlineData("""{"a":9223372036854775808}""", "s9223372036854775808")]
    [InlineData("""{"a":1.0}""", "s1.0")]
    [InlineData("""{"a":1e3}""", "s1e3")]
    [InlineData("""{"a":true}""", "strue")]
    [InlineData("""{"a":null}""", "-")]
    [InlineData("""{"b":1}""", "-")]
    [InlineData("""{"a":{"b": [1]} ,"c":2}""", """n{"b": [1]}""")]
    [InlineData("""{"a":[1, "x"]}""", """n[1, "x"]""")]
    public void Read_Value_HasItsKind(string line, string expected) =>
        Assert.Equal([expected], Reading.All(_folder.Write("x.jsonl", line), "a"));

    [Theory]
    [InlineData("""{"meta":{"license":"mit"}}""", "mit")]
    [InlineData("""{"meta.license":"mit"}""", "mit")]
    [InlineData("""{"meta.license":"flat","meta":{"license":"nested"}}""", "nested")]
    [InlineData("""{"meta":{"license":"nested"},"meta.license":"flat"}""", "nested")]
    [InlineData("""{"meta":{"other":1},"meta.license":"flat"}""", "flat")]
    [InlineData("""{"meta":{"license":null},"meta.license":"flat"}""", "-")]
    [InlineData("""{"meta":"text"}""", "-")]
    [InlineData("""{"meta":[{"license":"mit"}]}""", "-")]
    public void Read_DottedPath_PrefersTheNestedField(string line, string expected) =>
        Assert.Equal([expected], Reading.All(_folder.Write("x.jsonl", line), "meta.license"));

    [Fact]
    public void Read_PathAndItsParentAndTheSameTwice_FillsEveryColumn() =>
        Assert.Equal(
            ["""n{"b":"x\n"}|x""" + "\n|i1|i1"],
            Reading.All(_folder.Write("x.jsonl", """{"a":{"b":"x\n"},"c":1}"""), "a", "a.b", "c", "c"));

    [Theory]
    [InlineData("[1]", "a JSON array, not a JSON object")]
    [InlineData("\"x\"", "a JSON string, not a JSON object")]
    [InlineData("12", "a JSON number, not a JSON object")]
    [InlineData("null", "null, not a JSON object")]
    [InlineData("{\"a\":1} x", "more text after the JSON object, at byte 9")]
    [InlineData("{\"a\":1}{\"a\":2}", "more text after the JSON object, at byte 8")]
    [InlineData("{\"a\":1,\"a\":2}", "the key 'a' twice")]
    [InlineData("{\"a\":1,}", "not valid JSON at byte 8")]
    [InlineData("{\"a\":\"x", "not valid JSON at byte 8")]
    [InlineData("{\"a\":NaN}", "not valid JSON at byte 6")]
    [InlineData("{\"a\":\"\\ud800\"}", "a lone surrogate in the JSON string before byte 14: it stands for no character")]
    [InlineData("\0\0\0", "not valid JSON at byte 1")]
    public void Read_BadLine_IsABadRecordWithItsReason(string line, string fault) =>
        Assert.Equal(["i0", $"BAD 1: {fault}", "i2"], Reading.All(_folder.Write("x.jsonl", $"{{\"a\":0}}\n{line}\n{{\"a\":2}}\n"), "a"));

    [Fact]
    public void Read_BadLine_KeepsItsBytesAndLeavesColumnsMissing()
    {
        var path = _folder.Write("x.jsonl", "{\"a\":\"x\",\"b\":\"\\ud800\"}\n");
        using var reader = RecordReaders.Open(Reading.File(path), ["a", "b"]);
        var batch = new RecordBatch(["a", "b"]);
        Assert.True(reader.Read(batch, CancellationToken.None));
        Assert.Equal(ValueKind.Missing, batch.Columns[0].Kind(0));
        Assert.Equal("{\"a\":\"x\",\"b\":\"\\ud800\"}"u8, batch.Raw.Utf8(0));
    }

    [Fact]
    public void Read_InvalidUtf8AnywhereInTheLine_NamesTheByte() =>
        Assert.Equal(
            ["BAD 0: not valid UTF-8 at byte 7", "i1"],
            Reading.All(_folder.Write("x.jsonl", [.. "{\"z\":\""u8, 0xff, .. "\",\"a\":0}\n{\"a\":1}"u8]), "a"));

    [Fact]
    public void Read_DeepNesting_IsBadAndNamesTheLimit() =>
        Assert.Equal(
            ["BAD 0: JSON nested deeper than 64 levels"],
            Reading.All(_folder.Write("x.jsonl", "{\"z\":" + new string('[', 100_000) + new string(']', 100_000) + "}"), "a"));

    [Fact]
    public void Read_LineEndings_OnlyLfEndsALineAndRowsAreCountedWithBlanks()
    {
        var path = _folder.Write("x.jsonl", "\uFEFF{\"a\":0}\r\n\n \t\r\n{\"a\":\r3}\n{\"a\":\"\u2028\u0085\"}");
        using var reader = RecordReaders.Open(Reading.File(path), ["a"]);
        var batch = new RecordBatch(["a"]);
        Assert.True(reader.Read(batch, CancellationToken.None));
        Assert.Equal([0L, 3, 4], Enumerable.Range(0, batch.Count).Select(batch.Row));
        Assert.Equal(["i0", "i3", "\u2028\u0085"], Enumerable.Range(0, 3).Select(i => Reading.Cell(batch.Columns[0], i)));
        Assert.Equal(-1, batch.RowGroup);
        Assert.Equal("{\"a\":0}"u8, batch.Raw.Utf8(0));
        Assert.False(reader.Read(batch, CancellationToken.None));
        Assert.Equal(new FileInfo(path).Length, reader.BytesRead);
    }

    [Theory]
    [InlineData("[{\"a\":1}]")]
    [InlineData("\n \t[\n{\"a\":1}\n]\n")]
    public void Read_JsonArray_SaysHowToConvertIt(string text)
    {
        var fault = Assert.Throws<SourceFileException>(() => Reading.All(_folder.Write("x.jsonl", text), "a"));
        Assert.Equal("MIX0202", fault.Code);
        Assert.Contains("JSON array", fault.Message, StringComparison.Ordinal);
        Assert.Contains("jq -c '.[]'", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyAndLongLines_AllArriveInBatches()
    {
        var text = new string('é', 3_000_000);
        var lines = Enumerable.Range(0, 5000).Select(i => $"{{\"a\":{i},\"t\":\"{(i % 1000 == 7 ? text : "x")}\"}}");
        var path = _folder.Write("x.jsonl", string.Join('\n', lines));
        var found = Reading.All(path, "a", "t");
        Assert.Equal(5000, found.Count);
        Assert.All(Enumerable.Range(0, 5000), i => Assert.Equal($"i{i}|{(i % 1000 == 7 ? text : "x")}", found[i]));
    }

    [Fact]
    public void Read_AnyObjects_AgreesWithSystemTextJson()
    {
        var text = Gen.String[Gen.Char.Where(c => !char.IsSurrogate(c)), 0, 12];
        var scalar = Gen.OneOf<JsonNode?>(
            text.Select(s => (JsonNode?)JsonValue.Create(s)),
            Gen.Long.Select(n => (JsonNode?)JsonValue.Create(n)),
            Gen.Double[-1e6, 1e6].Select(n => (JsonNode?)JsonValue.Create(n)),
            Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)),
            Gen.Const((JsonNode?)null));
        var record = Gen.Select(scalar, scalar, text, (a, b, key) => new JsonObject { ["a"] = a?.DeepClone(), ["m"] = new JsonObject { ["b"] = b?.DeepClone() }, ["_" + key] = 1 });
        record.Array[0, 8].Sample(
            records =>
            {
                var path = _folder.Write($"{Guid.NewGuid()}.jsonl", string.Concat(records.Select(r => r.ToJsonString() + "\n")));
                var expected = records.Select(r => $"{Expected(r["a"])}|{Expected(r["m"]!["b"])}");
                Assert.Equal(expected, Reading.All(path, "a", "m.b"));
            },
            iter: 200);
    }

    private static string Expected(JsonNode? node)
    {
        if (node is null) return "-";
        using var document = JsonDocument.Parse(node.ToJsonString());
        var value = document.RootElement;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number when value.TryGetInt64(out var whole) => $"i{whole}",
            _ => "s" + Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value.GetRawText())),
        };
    }
}
