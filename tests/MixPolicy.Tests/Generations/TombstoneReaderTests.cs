using System.Text;
using MixPolicy.Diagnostics;
using MixPolicy.Generations;

namespace MixPolicy.Tests.Generations;

public sealed class TombstoneReaderTests
{
    private const string Hex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private const string Good = $$"""{"digest":"{{Hex}}","reason":"r","date":"2026-01-31","authority":"a"}""";

    [Fact]
    public void Read_LinesOfAnyEnding_AreTombstones()
    {
        var upper = Good.Replace(Hex, Hex.ToUpperInvariant(), StringComparison.Ordinal);
        var (found, told) = Read($"\uFEFF{Good}\r\n\n  \t\n{upper}\n{Good}");

        Assert.Equal("", told);
        Assert.Equal(3, found.Count);
        Assert.All(found, t => Assert.Equal((Hex, "r", new DateOnly(2026, 1, 31), "a"), (t.Digest.ToString(), t.Reason, t.Date, t.Authority)));
    }

    [Fact]
    public void Read_EmptyFile_HasNone() => Assert.Empty(Read("").Found);

    [Theory]
    [InlineData("not JSON", "is not one JSON object")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{} {}", "is not one JSON object")]
    [InlineData("{}", "has no text for 'digest'")]
    [InlineData($$"""{"digest":"{{Hex}}","reason":"r","date":"2026-01-31"}""", "has no text for 'authority'")]
    [InlineData($$"""{"digest":"{{Hex}}","reason":" ","date":"2026-01-31","authority":"a"}""", "has no text for 'reason'")]
    [InlineData($$"""{"digest":"{{Hex}}","reason":1,"date":"2026-01-31","authority":"a"}""", "has no text for 'reason'")]
    [InlineData($$"""{"digest":"{{Hex}}0","reason":"r","date":"2026-01-31","authority":"a"}""", "must be the SHA-256 of the text's UTF-8, 64 hex digits")]
    [InlineData($$"""{"digest":"g{{Hex}}","reason":"r","date":"2026-01-31","authority":"a"}""", "64 hex digits")]
    [InlineData($$"""{"digest":"{{Hex}}","reason":"r","date":"2026-02-30","authority":"a"}""", "has the date '2026-02-30'; it must be a day as YYYY-MM-DD")]
    [InlineData($$"""{"digest":"{{Hex}}","reason":"r","date":"31.1.2026","authority":"a"}""", "must be a day")]
    [InlineData($$"""{"digest":"{{Hex}}","reason":"r","date":"2026-01-31","authority":"a","autority":"b"}""", "has the key 'autority', which none has. Did you mean 'authority'?")]
    [InlineData($$"""{"digest":"{{Hex}}","digest":"{{Hex}}","reason":"r","date":"2026-01-31","authority":"a"}""", "each key once")]
    [InlineData($$"""{"digest":"{{Hex}}","reason":"\ud800","date":"2026-01-31","authority":"a"}""", "not valid Unicode")]
    public void Read_WrongLine_IsRefusedAtItsLine(string line, string told)
    {
        var (_, findings) = Read($"{Good}\n{line}\n{Good}\n");

        Assert.StartsWith("t.jsonl(2) MIX0218 the tombstone ", findings, StringComparison.Ordinal);
        Assert.Contains(told, findings, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyWrongLines_ListsTheFirstAndCountsTheRest()
    {
        var findings = Read(string.Concat(Enumerable.Repeat("x\n", 23))).Told.Split('\n');

        Assert.Equal(21, findings.Length);
        Assert.Equal("t.jsonl MIX0218 3 more tombstones cannot be read (the first 20 are listed)", findings[0]);
    }

    private static (IReadOnlyList<Tombstone> Found, string Told) Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        var found = TombstoneReader.Read("t.jsonl", Encoding.UTF8.GetBytes(text), diagnostics);
        return (found, string.Join('\n', diagnostics.Sorted().Select(d => $"{d.Place} {d.Code} {d.Message}")));
    }
}
