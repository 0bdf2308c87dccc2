using System.Text;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Tests.Sources;

namespace MixPolicy.Tests.Scanning;

public sealed class WordsReaderTests
{
    private static readonly string[] Texts =
    [
        "", "one", "two two TWO one", string.Join(' ', Enumerable.Range(0, 40_000).Select(i => $"w{i % 30_000}")), "three",
        .. Enumerable.Range(0, 3000).Select(i => $"record {i} of many {i % 7}"),
    ];

    [Theory]
    [InlineData("1")]
    [InlineData("0.25")]
    public void Next_WhatWasWritten_IsReadBack(string sample)
    {
        using var folder = new TempFolder();
        Assert.True(Fraction.TryParse(sample, out var share));
        var need = new WordsNeed(share, new Fraction(6, 1), null, Divides: false);
        Write(folder["u.words"], need);
        using var reader = new WordsReader(folder["u.words"]);
        for (var i = 0; i < Texts.Length; i++)
        {
            var words = new WordCutter().Cut(Encoding.UTF8.GetBytes(Texts[i])).ToArray();
            if (i % 3 == 1)
            {
                reader.Skip();
                continue;
            }

            reader.Next();
            Assert.Equal(words.Length, reader.Words);
            Assert.Equal(
                words.Where(w => w <= need.LastHash).GroupBy(w => w).OrderBy(g => g.Key).Select(g => new WordCount(g.Key, g.Count())),
                reader.Types.ToArray());
        }

        Assert.Throws<EndOfStreamException>(reader.Next);
    }

    [Fact]
    public void Settings_AreOfTheSampleAlone()
    {
        var need = new WordsNeed(new Fraction(1, 4), new Fraction(6, 1), null, Divides: true);
        Assert.Equal("3fffffffffffffff", need.Settings);
        Assert.Equal(need.Settings, (need with { RareBelow = new Fraction(3, 1), Sources = ["a"], Divides = false }).Settings);
        Assert.Equal("ffffffffffffffff", (need with { Sample = Fraction.One }).Settings);
    }

    private static void Write(string path, WordsNeed need)
    {
        using var writer = need.Open(path);
        foreach (var text in Texts) writer.Add(Encoding.UTF8.GetBytes(text), default, Origin.Human);
        Assert.Equal(32, writer.Complete().Length);
    }
}
