using CsCheck;
using MixPolicy.Policies;

namespace MixPolicy.Tests.Policies;

public class SpellingTests
{
    private static readonly string[] Words = ["min_fraction", "max_fraction", "warn_below", "min_records", "severity", "id", "all"];

    [Theory]
    [InlineData("min_fracton", "min_fraction")]
    [InlineData("mni_fraction", "min_fraction")]
    [InlineData("minFraction", "min_fraction")]
    [InlineData("MIN-FRACTION", "min_fraction")]
    [InlineData("warnbelow", "warn_below")]
    [InlineData("severty", "severity")]
    [InlineData("di", "id")]
    [InlineData("abc", null)]
    [InlineData("weight", null)]
    [InlineData("", null)]
    public void Nearest_Word_IsTheOneMeant(string word, string? expected) => Assert.Equal(expected, Spelling.Nearest(word, Words));

    [Fact]
    public void Nearest_EquallyNear_IsTheFirst() => Assert.Equal("max_fraction", Spelling.Nearest("mxx_fraction", ["max_fraction", "mix_fraction"]));

    [Fact]
    public void Nearest_WordItself_IsFound() => Gen.Char['a', 'z'].Array[1, 12].Select(c => new string(c)).Sample(w => Spelling.Nearest(w, ["severity", w]) == w);

    [Fact]
    public void Nearest_AnyText_NeverThrows() => Gen.String.Sample(w => Spelling.Nearest(w, Words) is null or { Length: > 0 });
}
