using System.Text;
using CsCheck;
using MixPolicy.Sources;
using MixPolicy.Sources.Lines;

namespace MixPolicy.Tests.Sources.Lines;

public sealed class LineWindowTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fill_AnyLines_GivesWholeLinesAndAddsTheLastLineFeed() =>
        Gen.Select(Gen.OneOf(Gen.Const(""), Gen.Const("\uFEFF"), Gen.Const("\uFEFF\n")), Gen.Int[0, 70].Select(n => new string('x', n)).Array[0, 60], Gen.Int[8, 64], Gen.Bool).Sample(
            (mark, lines, usual, ends) =>
            {
                var text = string.Join('\n', lines) + (ends ? "\n" : "");
                var path = _folder.Write($"{Interlocked.Increment(ref _files)}.jsonl", mark + text);
                var body = (mark + text).TrimStart('\uFEFF');
                Assert.Equal(body.Length == 0 || body.EndsWith('\n') ? body : body + "\n", All(path, usual, 1 << 10));
                File.Delete(path);
            },
            iter: 2000);

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void Fill_LineOfTheMostBytes_IsTheLongestTaken(int length, bool taken)
    {
        var text = $"{{}}\n{new string('x', length)}\n{{}}\n";
        var path = _folder.Write("x.jsonl", text);
        if (taken) Assert.Equal(text, All(path, 10, 100));
        else Assert.Equal("A record is longer than 100 bytes.", Assert.Throws<SourceFileException>(() => All(path, 10, 100)).Message);
    }

    [Fact]
    public void IsUtf8_WindowWithABadByte_IsFalseForItAlone()
    {
        var path = _folder.Write("x.jsonl", [.. "01234567\n012345\u00ff\n"u8, 0xff, .. "1234567\n"u8, .. "012345\u00ff\n"u8]);
        using var window = new LineWindow(SourceStream.Open(Reading.File(path)), passMark: true, usual: 10);
        var found = new List<bool>();
        for (; window.Fill(); window.Start = window.End) found.Add(window.IsUtf8);
        Assert.Equal([true, true, false, true], found);
    }

    private static string All(string path, int usual, int max)
    {
        var found = new StringBuilder();
        using var window = new LineWindow(SourceStream.Open(Reading.File(path)), passMark: true, usual, max);
        for (; window.Fill(); window.Start = window.End)
        {
            var lines = window.Bytes.AsSpan(window.Start, window.End - window.Start);
            Assert.Equal((byte)'\n', lines[^1]);
            Assert.True(window.End + JsonText.Padding <= window.Bytes.Length);
            Assert.True(window.Free >= window.End);
            Assert.True(window.Free + lines.Length + JsonText.Padding <= window.Bytes.Length);
            found.Append(Encoding.UTF8.GetString(lines));
        }

        return found.ToString();
    }
}
