using System.Text;
using MixPolicy.Gauges;

namespace MixPolicy.Tests.Gauges;

public sealed class SampleWordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \t\n", "")]
    [InlineData("The the THE", "0 0 0")]
    [InlineData("it's snake_case, x2!", "0 1 2 3 4 5 6")]
    [InlineData("Straße straße", "0 0")]
    [InlineData("語語 本", "0 0 1")]
    public void Cut_Text_NumbersItsWords(string text, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', new SampleWords().Cut(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Cut_SecondText_KeepsTheNumbers()
    {
        var words = new SampleWords();
        words.Cut("a b"u8);

        Assert.Equal([1, 0, 2], words.Cut("b a c"u8));
        Assert.Equal(3, words.Vocabulary);
    }
}
