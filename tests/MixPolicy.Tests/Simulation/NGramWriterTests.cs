using System.Text;
using CsCheck;
using MixPolicy.Policies;
using MixPolicy.Simulation;

namespace MixPolicy.Tests.Simulation;

public class NGramWriterTests
{
    private static readonly string[] Corpus =
    [
        "the cat sat on the mat .", "the dog sat on the log .", "the cat saw the dog .", "a dog saw the cat on the mat .",
        "the bird sat on the cat .", "a bird saw a dog on the log .",
    ];

    [Fact]
    public void Write_SeedAndNumber_GiveTheGoldenText()
    {
        var plain = new NGramWriter(Train(Corpus), Decoding.Plain);
        var cool = new NGramWriter(Train(Corpus), new Decoding { Temperature = new Fraction(7, 10), TopP = new Fraction(9, 10), BackOffBelow = 3 });
        string[] written = [.. Enumerable.Range(0, 3).SelectMany(n => new[] { plain.Write(42, (ulong)n, 30), cool.Write(42, (ulong)n, 30) })];
        Assert.Equal(Golden, string.Join('\n', written));
    }

    [Fact]
    public void Next_TemperatureOne_FollowsTheCounts()
    {
        var model = Train(["x a", "x a", "x a", "x b"]);
        var share = ShareOf(model, Decoding.Plain, "a");
        Assert.InRange(share, 0.73, 0.77); // 0.75 with a standard deviation of 0.0043
    }

    [Fact]
    public void Next_TemperatureHalf_SquaresTheOdds()
    {
        var model = Train(["x a", "x a", "x a", "x b"]);
        var share = ShareOf(model, new Decoding { Temperature = new Fraction(1, 2) }, "a");
        Assert.InRange(share, 0.885, 0.915); // 9/10
    }

    [Fact]
    public void Next_TopP_LeavesTheTailOut()
    {
        var model = Train([.. Enumerable.Repeat("x a", 6), .. Enumerable.Repeat("x b", 3), "x c"]);
        Assert.Equal(0, ShareOf(model, new Decoding { TopP = new Fraction(9, 10) }, "c"));
        Assert.True(ShareOf(model, new Decoding { TopP = new Fraction(9, 10) }, "b") > 0.3);
        Assert.Equal(1, ShareOf(model, new Decoding { TopP = new Fraction(6, 10) }, "a"));
        Assert.True(ShareOf(model, new Decoding { TopP = new Fraction(91, 100) }, "c") > 0.05);
    }

    [Fact]
    public void Next_EqualWeights_TopPKeepsTheOrdinallyFirst()
    {
        var model = Train(["x b", "x a"]);
        Assert.Equal(1, ShareOf(model, new Decoding { TopP = new Fraction(1, 2) }, "a"));
    }

    [Fact]
    public void Next_RareContext_BacksOffToItsLastWord()
    {
        var model = Train(["p x a", "q x b", "q x b"]);
        var (x, p, b) = (model.Number("x"), model.Number("p"), model.Number("b"));
        Assert.DoesNotContain(b, Draws(model, Decoding.Plain, x, p));
        Assert.Contains(b, Draws(model, new Decoding { BackOffBelow = 2 }, x, p));
    }

    [Fact]
    public void Next_UnseenWords_FallBackToAllWords()
    {
        var model = Train(["p x a"]);
        Assert.Equal(4, Draws(model, Decoding.Plain, 999, 998).Distinct().Count()); // three words and the end
    }

    [Theory]
    [InlineData(0, 1, 1, 1, 1)]
    [InlineData(101, 1, 1, 1, 1)]
    [InlineData(1, 3, 1, 1, 1)]
    [InlineData(1, 1, 0, 1, 1)]
    [InlineData(1, 1, 11, 10, 1)]
    [InlineData(1, 1, 1, 1, 0)]
    public void Decoding_OutOfRange_IsRefused(int temperature, int of, int topP, int ofTopP, int backOff)
    {
        var decoding = new Decoding { Temperature = new Fraction(temperature, of), TopP = new Fraction(topP, ofTopP), BackOffBelow = backOff };
        Assert.Throws<ArgumentOutOfRangeException>(() => new NGramWriter(Train(Corpus), decoding));
    }

    [Fact]
    public void Write_AnyDecoding_UsesOnlyPairsOfWordsThatWereRead()
    {
        var model = Train(Corpus);
        var pairs = Corpus.SelectMany(Pairs).ToHashSet();
        Gen.Select(Gen.Int[1, 400], Gen.Int[1, 100], Gen.Int[1, 4], Gen.ULong, Gen.ULong).Sample((temperature, topP, backOff, seed, number) =>
        {
            var decoding = new Decoding { Temperature = new Fraction(temperature, 100), TopP = new Fraction(topP, 100), BackOffBelow = backOff };
            var text = new NGramWriter(model, decoding).Write(seed, number, 25);
            Assert.NotEmpty(text);
            Assert.InRange(text.Split(' ').Length, 1, 25);
            Assert.Subset(pairs, Pairs(text).ToHashSet());
        });
    }

    [Fact]
    public void Write_Bigram_WritesToo()
    {
        var model = NGramModel.Train(Corpus.Select(t => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(t)), order: 2);
        Assert.NotEmpty(new NGramWriter(model, Decoding.Plain).Write(1, 1, 50));
    }

    private const string Golden =
        """
        a bird saw a dog on the log .
        the cat on the log .
        a dog saw the dog .
        a dog sat on the log .
        the cat saw the cat on the mat .
        the cat saw the cat on the mat .
        """;

    private static IEnumerable<(string, string)> Pairs(string text)
    {
        var words = text.Split(' ');
        return words.Skip(1).Zip(words, (second, first) => (first, second));
    }

    private static double ShareOf(NGramModel model, Decoding decoding, string word)
    {
        var drawn = Draws(model, decoding, model.Number("x"), NGramModel.Start);
        return drawn.Count(w => w == model.Number(word)) / (double)drawn.Length;
    }

    private static int[] Draws(NGramModel model, Decoding decoding, int last, int lastButOne)
    {
        var writer = new NGramWriter(model, decoding);
        var random = new Xoshiro256(5, 5);
        return [.. Enumerable.Range(0, 10_000).Select(_ => writer.Next(last, lastButOne, random))];
    }

    private static NGramModel Train(string[] texts) => NGramModel.Train(texts.Select(t => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(t)));
}
