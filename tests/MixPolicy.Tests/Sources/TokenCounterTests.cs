using System.Numerics;
using System.Text;
using CsCheck;
using MixPolicy.Diagnostics;
using MixPolicy.Policies;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

public sealed class TokenCounterTests
{
    private static readonly Place Place = new("p.yaml", 1, 1);

    [Theory]
    [InlineData("0.25", 0, 0)]
    [InlineData("0.25", 1, 1)]
    [InlineData("0.25", 4, 1)]
    [InlineData("0.25", 5, 2)]
    [InlineData("1", 7, 7)]
    [InlineData("0.1", 10, 1)]
    [InlineData("0.1", 30, 3)]
    [InlineData("0.00000000000000000000000000000000000000001", 9, 1)]
    [InlineData("100000000000000000000000000000000000000000", 9, long.MaxValue)]
    public void Count_PerByte_IsTheCeilingOfTheExactProduct(string factor, int bytes, long expected) =>
        Assert.Equal(expected, PerByte(factor).Count(new byte[bytes]));

    [Fact]
    public void Count_PerByte_AgreesWithExactFractions() =>
        Gen.Select(Gen.ULong, Gen.ULong[1, ulong.MaxValue], Gen.Int[0, 5000]).Sample((numerator, denominator, bytes) =>
        {
            var factor = new Fraction(numerator, denominator);
            var counter = TokenCounter.Create(new TokenCounting.PerByte(new Located<Fraction>(factor, Place)));
            var exact = BigInteger.Min((factor * new Fraction(bytes, 1)).Ceiling(), long.MaxValue);
            Assert.Equal((long)exact, counter.Count(new byte[bytes]));
        });

    [Theory]
    [InlineData("cl100k_base", "hello world", 2)]
    [InlineData("o200k_base", "hello world", 2)]
    [InlineData("o200k_base", "", 0)]
    [InlineData("cl100k_base", "tiktoken is great!", 6)]
    public void Count_Tokenizer_CountsAsItsEncodingDoes(string name, string text, long expected) =>
        Assert.Equal(expected, Tokenizer(name).Count(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Count_TokenizerSharedByWorkers_CountsAsAlone()
    {
        var shared = Tokenizer("o200k_base");
        var texts = Enumerable.Range(0, 400).Select(i => Encoding.UTF8.GetBytes($"é text number {i} 😀 " + new string('x', i))).ToArray();
        var alone = texts.Select(t => shared.Count(t)).ToArray();
        var together = new long[texts.Length];
        Parallel.For(0, texts.Length, i => together[i] = shared.Count(texts[i]));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Create_UnknownTokenizer_NamesTheKnownOnes()
    {
        var fault = Assert.Throws<ArgumentException>(() => Tokenizer("gpt9"));
        Assert.Contains("cl100k_base, o200k_base", fault.Message, StringComparison.Ordinal);
    }

    private static TokenCounter PerByte(string factor)
    {
        Assert.True(Fraction.TryParse(factor, out var value));
        return TokenCounter.Create(new TokenCounting.PerByte(new Located<Fraction>(value, Place)));
    }

    private static TokenCounter Tokenizer(string name) => TokenCounter.Create(new TokenCounting.Tokenizer(new Located<string>(name, Place)));
}
