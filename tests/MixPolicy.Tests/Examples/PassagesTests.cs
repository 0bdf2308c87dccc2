using CsCheck;
using MixPolicy.ExampleData;

namespace MixPolicy.Tests.Examples;

public class PassagesTests
{
    [Fact]
    public void Of_AnySpeech_KeepsEveryWordInOrder() =>
        Gen.OneOf("and", "so", "end.", "\"Why?\"", "on,").List[0, 900].Sample(words =>
        {
            var passages = Passages.Of(string.Join("  ", words));
            Assert.Equal(words, passages.SelectMany(p => p.Split(' ')));
            Assert.All(passages, p => Assert.InRange(p.Split(' ').Length, 1, 220 + 29));
        });

    [Fact]
    public void Of_LongSpeech_EndsPassagesWithSentences()
    {
        var speech = string.Join(' ', Enumerable.Repeat("one two three four five six seven eight nine ten.", 40));
        Assert.All(Passages.Of(speech), p => Assert.EndsWith("ten.", p, StringComparison.Ordinal));
    }
}
