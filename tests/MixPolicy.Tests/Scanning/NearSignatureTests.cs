using System.Text;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class NearSignatureTests
{
    [Theory]
    [InlineData("the cat sat on the mat", "The cat  sat on the MAT")]
    [InlineData("two words", "two\twords")]
    public void Of_TextsOfTheSameWords_IsTheSame(string a, string b) => Assert.Equal(Of(a), Of(b));

    [Fact]
    public void Of_NoWords_IsEmpty() => Assert.Empty(Of(" \n"));

    [Theory]
    [InlineData("one two three four five", "one two three four six")]
    [InlineData("two words", "other words")]
    public void Of_TextsThatShareNoShingle_ShareNoBand(string a, string b) => Assert.Empty(Of(a).Intersect(Of(b)));

    /// <summary>The chance of a band is that of the similarity to the power of its rows: measured over texts of which one word in so many is changed.</summary>
    [Fact]
    public void Of_AlikeTexts_AgreeAsTheirSimilaritySays()
    {
        var random = new Random(1);
        var signature = new NearSignature(new NearBands(112, 1));
        var (agree, expected) = (0.0, 0.0);
        for (var pair = 0; pair < 300; pair++)
        {
            var words = Enumerable.Range(0, 100).Select(_ => random.Next(1_000_000)).ToArray();
            var changed = words.ToArray();
            for (var i = 0; i < pair % 6; i++) changed[random.Next(100)] = random.Next(1_000_000);
            agree += Of(words, signature).Zip(Of(changed, signature)).Count(p => p.First == p.Second) / 112.0;
            var (a, b) = (Shingles(words), Shingles(changed));
            expected += a.Intersect(b).Count() / (double)a.Union(b).Count();
        }

        Assert.Equal(expected / 300, agree / 300, 0.02);
    }

    private static HashSet<string> Shingles(int[] words) =>
        [.. Enumerable.Range(0, words.Length - NearSignature.ShingleWords + 1).Select(i => string.Join(' ', words.Skip(i).Take(NearSignature.ShingleWords)))];

    private static ulong[] Of(int[] words, NearSignature signature) => signature.Of(Encoding.UTF8.GetBytes(string.Join(' ', words))).ToArray();

    private static ulong[] Of(string text) => new NearSignature(new NearBands(14, 8)).Of(Encoding.UTF8.GetBytes(text)).ToArray();
}
