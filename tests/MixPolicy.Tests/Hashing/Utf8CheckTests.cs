using System.Text;
using System.Text.Unicode;
using CsCheck;
using MixPolicy.Hashing;

namespace MixPolicy.Tests.Hashing;

public sealed class Utf8CheckTests
{
    /// <summary>Ends of the ranges in which the standard's table of well-formed sequences tells bytes apart.</summary>
    private static readonly byte[] Bounds =
    [
        0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff,
    ];

    private static readonly int[] Runes = [0x20, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff];

    [Fact]
    public void IsValid_FourBytesAnywhere_IsThatOfUtf8()
    {
        var bytes = new byte[260];
        var count = 0;
        foreach (var a in Bounds)
        {
            foreach (var b in Bounds)
            {
                foreach (var c in Bounds)
                {
                    foreach (var d in Bounds)
                    {
                        // Every place in turn: within blocks, across their ends, at both ends of the text.
                        var length = 96 + (count % 160);
                        var text = bytes.AsSpan(0, length);
                        text.Fill((byte)'a');
                        ReadOnlySpan<byte> four = [a, b, c, d];
                        four.CopyTo(text[(count++ * 7 % (length - 3))..]);
                        AssertSame(text);
                        text.Fill((byte)'a');
                        four.CopyTo(text[^4..]);
                        AssertSame(text);
                    }
                }
            }
        }
    }

    [Fact]
    public void IsValid_AMillionDamagedTexts_IsThatOfUtf8()
    {
        var random = new Random(4);
        var buffer = new byte[1024];
        var valid = 0;
        for (var i = 0; i < 1_000_000; i++)
        {
            var text = buffer.AsSpan(0, Fill(buffer, random));
            for (var damages = random.Next(3); damages > 0; damages--) text = Damage(text, random);
            if (AssertSame(text)) valid++;
        }

        Assert.InRange(valid, 300_000, 700_000);
    }

    [Fact]
    public void IsValid_AnyBytes_IsThatOfUtf8() => Gen.Byte.Array[0, 300].Sample(bytes => { AssertSame(bytes); });

    [Fact]
    public void IsValid_AnyText_IsTrue() =>
        Gen.Int[0, 0x10ffff].Where(Rune.IsValid).Array[0, 300].Sample(runes => Assert.True(AssertSame(Encoding.UTF8.GetBytes(Text(runes)))));

    /// <summary>What lets one check do for a whole page.</summary>
    [Fact]
    public void IsValid_TextsWithAsciiBetween_IsThatOfAll()
    {
        var random = new Random(5);
        var valid = 0;
        for (var i = 0; i < 2000; i++)
        {
            var joined = new byte[20 * 1024];
            var (length, expected) = (0, true);
            for (var texts = 0; texts < 20; texts++)
            {
                // A cut may leave nothing, or a text that goes on in the next but for what stands between.
                var text = joined.AsSpan(length, Fill(joined.AsSpan(length), random));
                if (random.Next(20) == 0) text = text[..random.Next(text.Length)];
                if (text.Length > 0 && random.Next(20) == 0) text[..^1].CopyTo(text[1..]);
                expected &= Utf8.IsValid(text);
                length += text.Length;
                joined[length++] = (byte)random.Next(0x80);
            }

            Assert.Equal(expected, AssertSame(joined.AsSpan(0, length)));
            if (expected) valid++;
        }

        Assert.InRange(valid, 200, 1800);
    }

    private static bool AssertSame(ReadOnlySpan<byte> bytes)
    {
        var expected = Utf8.IsValid(bytes);
        var same = Utf8Check.IsValid(bytes) == expected
            && (!Utf8Blocks32.CanCheck(bytes.Length) || Utf8Blocks32.IsValid(bytes) == expected)
            && (!Utf8Blocks64.CanCheck(bytes.Length) || Utf8Blocks64.IsValid(bytes) == expected);
        if (!same) Assert.Fail($"{Convert.ToHexString(bytes)} is {(expected ? "" : "not ")}valid");
        return expected;
    }

    /// <summary>Valid text of some length, most of it of one kind: ASCII, or sequences of two, three or four bytes.</summary>
    private static int Fill(Span<byte> buffer, Random random)
    {
        var (length, end) = (0, 60 + random.Next(240));
        var (kind, others) = (random.Next(Runes.Length), random.Next(8));
        while (length < end)
        {
            var rune = Runes[random.Next(8) < others ? random.Next(Runes.Length) : kind];
            for (var repeats = random.Next(40); repeats >= 0 && length < end; repeats--) length += new Rune(rune).EncodeToUtf8(buffer[length..]);
        }

        return length;
    }

    /// <summary>A byte changed, or left out, or the text cut, at any place.</summary>
    private static Span<byte> Damage(Span<byte> text, Random random)
    {
        var at = random.Next(text.Length);
        switch (random.Next(4))
        {
            case 0:
                text[at] ^= (byte)(1 << random.Next(8));
                return text;
            case 1:
                text[at] = Bounds[random.Next(Bounds.Length)];
                return text;
            case 2:
                text[(at + 1)..].CopyTo(text[at..]);
                return text[..^1];
            default:
                return text[..Math.Max(at, text.Length - 5)];
        }
    }

    private static string Text(int[] runes) => string.Concat(runes.Select(char.ConvertFromUtf32));
}
