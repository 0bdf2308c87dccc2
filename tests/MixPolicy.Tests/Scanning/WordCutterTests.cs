using System.IO.Hashing;
using System.Text;
using CsCheck;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class WordCutterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\r\n", "")]
    [InlineData("The cat_7 SAT.", "the|cat_7|sat|.")]
    [InlineData("don't", "don|'|t")]
    [InlineData("x+=1;", "x|+|=|1|;")]
    [InlineData("\u00c9t\u00e9 na\u00efve", "\u00c9t\u00e9|na\u00efve")]
    [InlineData("a\u00a0b\u2003c\u3000d", "a|b|c|d")]
    [InlineData("\u201cyes\u201d\u2014no", "\u201c|yes|\u201d|\u2014|no")]
    [InlineData("\u5929\u6c14 ok", "\u5929|\u6c14|ok")]
    [InlineData("\u043f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440", "\u043f\u0440\u0438\u0432\u0435\u0442|\u043c\u0438\u0440")]
    [InlineData("\ud83d\ude00ok\ud83d\ude00", "\ud83d\ude00|ok|\ud83d\ude00")]
    [InlineData("2\u00d73", "2|\u00d7|3")]
    [InlineData("cafe\u0301s", "cafe\u0301s")]
    public void Cut_Text_IsItsWords(string text, string words) => Assert.Equal(
        words.Length == 0 ? [] : words.Split('|').Select(Hash), Cut(text));

    [Fact]
    public void Cut_AnyText_IsAsCharacterByCharacter() => Gen.Char["aZ09_ .,\u00e9\u4e2d\u2014\u00a0\u0416"].Array[0, 200].Sample(
        characters => Assert.Equal(Slowly(new string(characters)), Cut(new string(characters))));

    [Fact]
    public void Cut_LongAfterShort_ForgetsNothing()
    {
        var cutter = new WordCutter();
        var text = string.Join(' ', Enumerable.Range(0, 5000).Select(i => $"W{i}"));
        Assert.Equal([Hash("a")], cutter.Cut("A"u8).ToArray());
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => Hash($"w{i}")), cutter.Cut(Encoding.UTF8.GetBytes(text)).ToArray());
        Assert.Equal([Hash("b")], cutter.Cut("b"u8).ToArray());
    }

    private static ulong[] Cut(string text) => new WordCutter().Cut(Encoding.UTF8.GetBytes(text)).ToArray();

    private static ulong Hash(string word) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(word));

    private static List<ulong> Slowly(string text)
    {
        var (words, word) = (new List<string>(), "");
        foreach (var character in text)
        {
            var kind = char.IsAscii(character) ? (WordKind)WordKinds.OfByte[character] : WordKinds.OfWide(character);
            if (kind == WordKind.Letter)
            {
                word += char.IsAscii(character) ? char.ToLowerInvariant(character) : character;
                continue;
            }

            if (word.Length > 0) words.Add(word);
            word = "";
            if (kind == WordKind.Single) words.Add(character.ToString());
        }

        if (word.Length > 0) words.Add(word);
        return [.. words.Select(Hash)];
    }
}
