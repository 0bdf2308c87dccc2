using CsCheck;
using MixPolicy.Diagnostics;

namespace MixPolicy.Tests.Diagnostics;

/// <summary>The nearest word, and the distance it rests on.</summary>
public sealed class NearestWordTests
{
    private static readonly string[] Verbs = ["build", "check", "explain", "init"];
    private static readonly Gen<string> Word = Gen.Char["abc"].Array[0, 6].Select(c => new string(c));

    [Theory]
    [InlineData("biuld", "build")]
    [InlineData("CHECK", "check")]
    [InlineData("explane", "explain")]
    [InlineData("in", "init")]
    [InlineData("xyzzy", null)]
    [InlineData("", null)]
    public void To_Word_IsTheNearestOrNone(string word, string? expected) => Assert.Equal(expected, NearestWord.To(word, Verbs));

    [Fact]
    public void To_HugeWord_IsNone() => Assert.Null(NearestWord.To(new string('b', 100_000), Verbs));

    [Fact]
    public void Distance_IsSymmetricAndZeroForEqualsOnly() => Gen.Select(Word, Word).Sample((a, b) =>
    {
        var distance = NearestWord.Distance(a, b);
        return distance == NearestWord.Distance(b, a) && (distance == 0) == (a == b) && distance <= Math.Max(a.Length, b.Length);
    });

    [Fact]
    public void Distance_OneSwap_IsOne() => Assert.Equal(1, NearestWord.Distance("biuld", "build"));
}
