using CsCheck;
using MixPolicy.Hashing;

namespace MixPolicy.Tests.Hashing;

public sealed class Digest256Tests
{
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(Gen.Byte, Gen.OneOf(Gen.Const((byte)0), Gen.Const((byte)255))).Array[Digest256.Size];

    [Fact]
    public void CompareTo_AnyTwo_IsTheOrderOfTheirBytes() => Gen.Select(Bytes, Bytes, Gen.Int[0, Digest256.Size]).Sample((a, b, same) =>
    {
        a.AsSpan(0, same).CopyTo(b);
        return Math.Sign(new Digest256(a).CompareTo(new Digest256(b))) == Math.Sign(a.AsSpan().SequenceCompareTo(b))
            && new Digest256(a).Equals(new Digest256(b)) == a.AsSpan().SequenceEqual(b);
    });

    [Fact]
    public void CopyTo_AnyDigest_GivesItsBytesBack() => Bytes.Sample(bytes =>
    {
        var copy = new byte[Digest256.Size];
        new Digest256(bytes).CopyTo(copy);
        return copy.AsSpan().SequenceEqual(bytes) && new Digest256(bytes).ToString() == Convert.ToHexStringLower(bytes);
    });

    [Fact]
    public void Largest_ComesLast() => Bytes.Sample(bytes => new Digest256(bytes).CompareTo(Digest256.Largest) <= 0);

    [Fact]
    public void Head_IsTheFirstEightBytes() => Assert.Equal(0x0102030405060708UL, new Digest256([1, 2, 3, 4, 5, 6, 7, 8, .. new byte[24]]).Head);
}
