using CsCheck;
using MixPolicy.Sources;
using MixPolicy.Sources.Lines;

namespace MixPolicy.Tests.Sources.Lines;

public sealed class JsonlPartsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Split_AnyFile_PartsReadOneByOneGiveTheWholeFile()
    {
        var line = Gen.Frequency(
            (10, Gen.Int[0, 40].Select(n => $"{{\"a\":\"{new string('x', n)}\"}}")),
            (3, Gen.OneOf(Gen.Const(""), Gen.Const(" \t"), Gen.Const("\r"), Gen.Const("[1]"), Gen.Const("{\"a\":"), Gen.Const("\uFEFF{}"))));
        Gen.Select(Gen.OneOf(Gen.Const("{}\n"), Gen.Const("\uFEFF{}\r\n"), Gen.Const("\n\n"), Gen.Const("[\n")), line.Array[0, 40], Gen.Long[1, 200], Gen.Int[1, 2], Gen.Bool).Sample(
            (start, lines, partBytes, threads, ends) =>
            {
                var path = _folder.Write($"{Interlocked.Increment(ref _files)}.jsonl", start + string.Join('\n', lines) + (ends ? "\n" : ""));
                var parts = JsonlParts.Split(path, threads, CancellationToken.None, partBytes);
                Assert.Equal(0, parts[0].From);
                Assert.All(parts.Zip(parts.Skip(1)), p => Assert.Equal(p.First.To, p.Second.From));
                Assert.True(parts[^1].To >= new FileInfo(path).Length);
                Assert.Equal(Outcome(path, [FilePart.Whole]), Outcome(path, parts));
                File.Delete(path);
            },
            iter: 600);
    }

    [Fact]
    public void Split_LinesOfTenBytes_CutsAtTheFirstStartBehindEachMultiple()
    {
        var path = _folder.Write("x.jsonl", string.Concat(Enumerable.Range(0, 10).Select(i => $"{{\"a\": {i} }}\n")));
        Assert.Equal(
            [new FilePart(0, 40, 0), new FilePart(40, 70, 4), new FilePart(70, 100, 7)],
            JsonlParts.Split(path, 2, CancellationToken.None, 33));
        Assert.Equal([FilePart.Whole], JsonlParts.Split(path, 2, CancellationToken.None, 100));
    }

    [Theory]
    [InlineData("\uFEFF[\n1,\n2,\n3,\n4,\n5\n]\n", 1)]
    [InlineData("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n[\n1\n]\n", 1)]
    [InlineData("{}\n[]\n[]\n[]\n[]\n[]\n[]\n", 2)]
    [InlineData("\0\n[]\n[]\n[]\n[]\n[]\n[]\n", 2)]
    public void Split_JsonArray_IsOnePart(string text, int count)
    {
        var path = _folder.Write("x.jsonl", text);
        var parts = JsonlParts.Split(path, 1, CancellationToken.None, 10);
        Assert.Equal(count, parts.Count);
        Assert.Equal(Outcome(path, [FilePart.Whole]), Outcome(path, parts));
    }

    [Fact]
    public void Open_PartOfAFileThatHasShrunk_ReadsWhatIsLeft()
    {
        var path = _folder.Write("x.jsonl", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
        Assert.Equal(["1 i2", "2 i3"], Outcome(path, [new FilePart(8, 1000, 1)]));
        Assert.Empty(Outcome(path, [new FilePart(1000, 2000, 99)]));
        Assert.Empty(Outcome(path, [new FilePart(8, 8, 1)]));
        Assert.Equal(["5 BAD not valid JSON at byte 1", "6 i3"], Outcome(path, [new FilePart(12, 1000, 5)]));
    }

    [Fact]
    public void BytesRead_OfEachPart_IsItsLength()
    {
        var path = _folder.Write("x.jsonl", string.Concat(Enumerable.Range(0, 100).Select(i => $"{{\"a\":{i}}}\n")));
        foreach (var part in JsonlParts.Split(path, 1, CancellationToken.None, 100))
        {
            using var reader = RecordReaders.Open(Reading.File(path), part, ["a"]);
            var batch = new RecordBatch(["a"]);
            while (reader.Read(batch, CancellationToken.None))
            {
            }

            Assert.Equal(part.To - part.From, reader.BytesRead);
        }
    }

    [Fact]
    public void Split_NoFile_SaysSo() =>
        Assert.Equal("MIX0202", Assert.Throws<SourceFileException>(() => JsonlParts.Split(_folder["none"], 2, CancellationToken.None)).Code);

    [Fact]
    public void Split_Cancelled_Ends() =>
        Assert.ThrowsAny<OperationCanceledException>(() => JsonlParts.Split(_folder.Write("x.jsonl", "{}\n{}\n"), 2, new CancellationToken(canceled: true), 1));

    /// <summary>Rows and cells, or the fault of the file.</summary>
    private static List<string> Outcome(string path, IEnumerable<FilePart> parts)
    {
        var found = new List<string>();
        try
        {
            foreach (var part in parts)
            {
                using var reader = RecordReaders.Open(Reading.File(path), part, ["a"]);
                var batch = new RecordBatch(["a"]);
                while (reader.Read(batch, CancellationToken.None))
                {
                    for (var i = 0; i < batch.Count; i++)
                    {
                        found.Add($"{batch.Row(i)} {(batch.Fault(i) is { } fault ? $"BAD {fault}" : Reading.Cell(batch.Columns[0], i))}");
                    }
                }
            }
        }
        catch (SourceFileException e)
        {
            found.Add($"{e.Line}: {e.Message}");
        }

        return found;
    }
}
