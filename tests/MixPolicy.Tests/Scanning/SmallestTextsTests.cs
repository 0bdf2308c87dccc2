using System.Security.Cryptography;
using System.Text;
using CsCheck;
using MixPolicy.Hashing;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class SmallestTextsTests
{
    [Fact]
    public void Add_UnitsOfAnyCut_AddUpToThePool() => Gen.Select(Gen.Int[1, 5], Gen.Int[0, 400], Gen.Int[0, 1_000_000]).Sample(
        (units, texts, seed) =>
        {
            var random = new Random(seed);
            var (whole, parts) = (new SmallestTexts(), Enumerable.Range(0, units).Select(_ => new SmallestTexts()).ToArray());
            for (var i = 0; i < texts; i++)
            {
                // Large enough that the limit on bytes is met: 400 texts of 8 KiB are three times as much.
                var text = Encoding.UTF8.GetBytes(new string((char)('a' + random.Next(26)), random.Next(12_000)) + i);
                var digest = new Digest256(SHA256.HashData(text));
                whole.Add(text, in digest);
                parts[random.Next(units)].Add(text, in digest);
            }

            var sum = new SmallestTexts();
            foreach (var part in parts.OrderBy(_ => random.Next())) sum.Add(part.Below, part.Texts);

            Assert.Equal(whole.Below, sum.Below);
            Assert.Equal(whole.Texts.Select(t => t.Key), sum.Texts.Select(t => t.Key));
            Assert.True(whole.Texts.Sum(t => t.Value.Length) <= TextSampling.MaxBytes);
        },
        iter: 30);

    [Fact]
    public void Add_LongText_IsCutBetweenCodePoints()
    {
        var kept = new SmallestTexts();
        var text = Encoding.UTF8.GetBytes("x" + string.Concat(Enumerable.Repeat("é", 10_000)));

        kept.Add(text, new Digest256(SHA256.HashData(text)));

        Assert.Equal(TextSampling.MaxTextBytes - 1, kept.Texts.Single().Value.Length);
    }
}
