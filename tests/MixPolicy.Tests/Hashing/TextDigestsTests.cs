using System.Security.Cryptography;
using System.Text;
using CsCheck;
using MixPolicy.Hashing;

namespace MixPolicy.Tests.Hashing;

public sealed class TextDigestsTests
{
    /// <summary>Lengths around the ends of blocks and around the room that padding needs, many short ones, and some that go one by one.</summary>
    private static readonly Gen<int> Lengths = Gen.Frequency(
        (3, Gen.Int[0, 300]),
        (3, Gen.Select(Gen.Int[0, 5], Gen.Int[-9, 1]).Select((blocks, off) => Math.Max(0, (64 * blocks) + off))),
        (2, Gen.Int[300, 3000]),
        (1, Gen.Int[4000, 4200]),
        (1, Gen.Int[TextDigests.LongText - 2, TextDigests.LongText + 2]));

    /// <summary>The ways that this machine knows.</summary>
    public static TheoryData<string> Paths => [.. Enum.GetValues<DigestPath>().Where(TextDigests.Knows).Select(p => p.ToString())];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Compute_EveryLength_IsSha256(string path)
    {
        var random = new Random(1);
        for (var length = 0; length <= 300; length++)
        {
            // Seventeen of a length: every lane has it, and one has it twice.
            AssertAllEqual(path, [.. Enumerable.Repeat(length, 17)], random);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Compute_EveryNumberOfTexts_IsSha256(string path)
    {
        var random = new Random(2);
        for (var texts = 0; texts <= 50; texts++) AssertAllEqual(path, [.. Enumerable.Range(0, texts).Select(_ => random.Next(400))], random);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Compute_AnyBatch_IsSha256(string path) =>
        Gen.Select(Lengths.Array[0, 120], Gen.Int).Sample((lengths, seed) => AssertAllEqual(path, lengths, new Random(seed)), iter: 300);

    [Theory]
    [MemberData(nameof(Paths))]
    public void Compute_AnyPlaces_ReadsNothingElse(string path) =>
        Gen.Select(Gen.Byte.Array[0, 2000], Gen.Int).Sample((bytes, seed) =>
        {
            var random = new Random(seed);
            var starts = new int[40];
            var lengths = new int[40];
            for (var i = 0; i < starts.Length; i++)
            {
                starts[i] = random.Next(bytes.Length + 1);
                lengths[i] = random.Next(bytes.Length - starts[i] + 1);
            }

            AssertEqual(path, bytes, starts, lengths);
        }, iter: 300);

    [Theory]
    [MemberData(nameof(Paths))]
    public void Compute_OneHugeAmongShort_IsSha256(string path)
    {
        var random = new Random(3);
        AssertAllEqual(path, [10, 20_000_000, .. Enumerable.Repeat(70, 100), 70_000, 0], random);
        AssertAllEqual(path, [20_000_000], random);
        AssertAllEqual(path, [.. Enumerable.Repeat(40_000, 30), 3, 90_000], random);
    }

    /// <summary>The examples that NIST publishes with the standard.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void Compute_PublishedExamples_GiveThePublishedDigests(string path)
    {
        (string Text, string Digest)[] examples =
        [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
            ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
            (new string('a', 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ];
        examples = [.. examples, .. examples, .. examples, .. examples];
        var lengths = examples.Select(e => e.Text.Length).ToArray();
        var digests = Digests(path, Encoding.ASCII.GetBytes(string.Concat(examples.Select(e => e.Text))), Starts(lengths), lengths);
        Assert.Equal(examples.Select(e => e.Digest), digests.Select(d => d.ToString()));
    }

    [Fact]
    public void Compute_NoPathGiven_IsSha256()
    {
        var bytes = new byte[1000];
        var digests = new Digest256[20];
        TextDigests.Compute(bytes, new int[20], [.. Enumerable.Repeat(1000, 20)], digests);
        Assert.All(digests, d => Assert.Equal(new Digest256(SHA256.HashData(bytes)), d));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(101, 0)]
    [InlineData(100, 1)]
    [InlineData(1, 100)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MinValue, int.MinValue)]
    [InlineData(50, int.MaxValue)]
    public void Compute_TextOutsideTheBuffer_Throws(int start, int length)
    {
        var (starts, lengths) = (new int[20], new int[20]);
        (starts[19], lengths[19]) = (start, length);
        foreach (var path in Enum.GetValues<DigestPath>().Where(TextDigests.Knows))
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => TextDigests.Compute(new byte[100], starts, lengths, new Digest256[20], path));
        }
    }

    [Fact]
    public void Compute_OtherNumbersOfLengthsOrDigests_Throws()
    {
        Assert.Throws<ArgumentException>(() => TextDigests.Compute([], [0], [], new Digest256[1]));
        Assert.Throws<ArgumentException>(() => TextDigests.Compute([], [0], [0], new Digest256[2]));
    }

    private static void AssertAllEqual(string path, int[] lengths, Random random)
    {
        var bytes = new byte[lengths.Sum()];
        random.NextBytes(bytes);
        AssertEqual(path, bytes, Starts(lengths), lengths);
    }

    private static void AssertEqual(string path, byte[] bytes, int[] starts, int[] lengths)
    {
        var expected = starts.Zip(lengths, (start, length) => new Digest256(SHA256.HashData(bytes.AsSpan(start, length))));
        Assert.Equal(expected, Digests(path, bytes, starts, lengths));
    }

    private static Digest256[] Digests(string path, byte[] bytes, int[] starts, int[] lengths)
    {
        var digests = new Digest256[starts.Length];
        TextDigests.Compute(bytes, starts, lengths, digests, Enum.Parse<DigestPath>(path));
        return digests;
    }

    /// <summary>Where texts start that lie end to end.</summary>
    private static int[] Starts(int[] lengths)
    {
        var at = 0;
        return [.. lengths.Select(length => (at += length) - length)];
    }
}
