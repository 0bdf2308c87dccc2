using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;
using MixPolicy.Sources;
using MixPolicy.Sources.Lines;

namespace MixPolicy.Tests.Sources.Lines;

/// <summary>The scanner against the parser it stands in for, and that one against System.Text.Json's documents.</summary>
public sealed class JsonScannerTests : IDisposable
{
    private static readonly string[] Paths = ["a", "m.b", "m", "q", "a", "m.b.c"];
    private readonly TempFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AnyLines_GivesWhatTheParserGives()
    {
        var lines = 0;
        Gen.Select(JsonGen.Line.Array[100, 300], Gen.Bool).Sample(
            (any, onlyUtf8) =>
            {
                // A window of nothing but valid UTF-8 is read in another way than one in which some line is not. What the file's first record is
                // has a meaning of its own.
                byte[][] some = [[.. "{}"u8], .. any.Where(line => !onlyUtf8 || Utf8.IsValid(line))];
                var bytes = some.SelectMany(line => line.Append((byte)'\n')).ToArray();
                var path = _folder.Write($"{Interlocked.Increment(ref _files)}.jsonl", bytes);
                Interlocked.Add(ref lines, some.Length);
                Assert.Equal(Parsed(bytes), Read(path));
                File.Delete(path);
            },
            iter: 1100);
        Assert.True(lines > 200_000, $"{lines} lines");
    }

    [Fact]
    public void Parse_AnyLine_AgreesWithJsonDocument() =>
        JsonGen.Line.Where(line => Utf8.IsValid(line)).Sample(
            line =>
            {
                var fields = new JsonFields(Paths);
                var fault = fields.Parse(line);
                var cells = fault is null ? Cells(fields, line) : null;
                if (Document(line) is not { } document)
                {
                    Assert.NotNull(fault);
                    return;
                }

                using (document)
                {
                    if (document.RootElement.ValueKind != JsonValueKind.Object)
                    {
                        Assert.EndsWith(", not a JSON object", fault, StringComparison.Ordinal);
                    }
                    else if (fault is null)
                    {
                        Assert.Equal(Expected(document.RootElement), cells);
                    }
                    else
                    {
                        Assert.True(fault.EndsWith("twice", StringComparison.Ordinal) || fault.StartsWith("a lone surrogate", StringComparison.Ordinal), fault);
                    }
                }
            },
            iter: 50_000);

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"a":"x"}""")]
    [InlineData(""" { "a" : "x\n\u00e9\ud83d\ude00" , "m" : { "b" : 1 , "z" : [ ] } } """)]
    [InlineData("""{"z":[1,-2.5e3,{"y":[true,false,null,{}]},"\u00e9"],"a":12345678901234567890,"m.b":0.5}""")]
    [InlineData("""{"a key that is longer than a vector has bytes":{"b":1},"q":false}""")]
    public unsafe void Scan_OrdinaryLine_IsNotLeftToTheParser(string line)
    {
        var scanner = new JsonScanner(Paths);
        var bytes = Encoding.UTF8.GetBytes(line + "\n" + new string('"', JsonText.Padding + line.Length + JsonText.Padding));
        fixed (byte* buffer = bytes)
        {
            scanner.Begin(buffer, line.Length + JsonText.Padding);
            Assert.True(scanner.Scan(buffer) == buffer + Encoding.UTF8.GetByteCount(line));
            scanner.Begin(buffer, line.Length + JsonText.Padding);
            Assert.True(scanner.Scan(buffer) == buffer + Encoding.UTF8.GetByteCount(line));
        }
    }

    [Fact]
    public void Read_RecordsWithChangingKeys_FindsEachByItsName()
    {
        var random = new Random(5);
        var names = Enumerable.Range(0, 150).Select(i => $"key {i}{(i % 40 == 7 ? new string('-', 40) : "")}").Append("a").Append("q").ToArray();
        var lines = Enumerable.Range(0, 3000).Select(i =>
        {
            random.Shuffle(names);
            return "{" + string.Join(',', names.Take(20 + (i % 100)).Select(n => $"\"{n}\":\"{n}\"")) + "}\n";
        }).ToArray();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines));
        var found = Read(_folder.Write("x.jsonl", bytes));
        Assert.Equal(Parsed(bytes), found);
        Assert.Contains(found, f => f.Contains("|a|", StringComparison.Ordinal));
    }

    private static List<string> Read(string path)
    {
        var found = new List<string>();
        using var reader = RecordReaders.Open(Reading.File(path), Paths);
        var batch = new RecordBatch(Paths);
        while (reader.Read(batch, CancellationToken.None))
        {
            for (var i = 0; i < batch.Count; i++) found.Add(Shown(batch, i));
        }

        return found;
    }

    /// <summary>The same, line by line and with the parser alone.</summary>
    private static List<string> Parsed(byte[] bytes)
    {
        var found = new List<string>();
        var fields = new JsonFields(Paths);
        var batch = new RecordBatch(Paths);
        var row = 0;
        for (var rest = bytes.AsSpan(); !rest.IsEmpty; row++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = rest[(end < 0 ? rest.Length : end + 1)..];
            if (line.EndsWith("\r"u8)) line = line[..^1];
            if (!line.ContainsAnyExcept(" \t\r"u8)) continue;
            batch.Clear();
            var fault = Utf8.IsValid(line) ? fields.Parse(line) : $"not valid UTF-8 at byte {Utf8Faults.FirstInvalid(line) + 1}";
            if (fault is null)
            {
                fields.AddTo(batch, line);
                batch.Raw.Add(ValueKind.Text, line);
                batch.EndRecord(row);
            }
            else
            {
                batch.AddBad(row, fault, line);
            }

            found.Add(Shown(batch, 0));
        }

        return found;
    }

    private static string Shown(RecordBatch batch, int record) =>
        $"{batch.Row(record)} {Convert.ToHexString(batch.Raw.Utf8(record))} {batch.Fault(record)} {string.Join('|', batch.Columns.Select(c => Reading.Cell(c, record) + (c.Kind(record) == ValueKind.Integer ? Encoding.UTF8.GetString(c.Utf8(record)) : "")))}";

    private static string[] Cells(JsonFields fields, byte[] line)
    {
        var batch = new RecordBatch(Paths);
        fields.AddTo(batch, line);
        return [.. batch.Columns.Select(c => Reading.Cell(c, 0))];
    }

    private static JsonDocument? Document(byte[] line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string[] Expected(JsonElement record) => [.. Paths.Select(path => Shown(At(record, path.Split('.')) ?? At(record, [path])))];

    private static JsonElement? At(JsonElement? record, string[] path)
    {
        foreach (var key in path)
        {
            if (record is not { ValueKind: JsonValueKind.Object } || !record.Value.TryGetProperty(key, out var value)) return null;
            record = value;
        }

        return record;
    }

    private static string Shown(JsonElement? found)
    {
        if (found is not { } value) return "-";
        return value.ValueKind switch
        {
            JsonValueKind.Null => "-",
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number when value.TryGetInt64(out var whole) && !value.GetRawText().AsSpan().ContainsAny(".eE") => string.Create(CultureInfo.InvariantCulture, $"i{whole}"),
            JsonValueKind.Object or JsonValueKind.Array => "n" + value.GetRawText(),
            _ => "s" + value.GetRawText(),
        };
    }
}
