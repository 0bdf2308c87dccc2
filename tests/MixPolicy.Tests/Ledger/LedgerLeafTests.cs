using CsCheck;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Scanning;

namespace MixPolicy.Tests.Ledger;

public class LedgerLeafTests
{
    private static readonly Gen<byte[]> Some = Gen.Byte.Array[0, 40];

    [Fact]
    public void Write_Record_IsTheDocumentedLayout()
    {
        var digest = new Digest256(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());
        var room = new byte[200];
        var leaf = LedgerLeaf.Write(room, LeafKind.Record, digest, 3, null, Origin.Human, "web"u8, "a/1"u8, default, hasGenerator: false);
        Assert.Equal(
            "01" + "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20" + "00000003" + "ffffffff" + "01" + "00000003776562" + "00000003612f31" + "ffffffff",
            Convert.ToHexStringLower(leaf));
    }

    [Fact]
    public void Write_Row_EndsWithItsRepetitions()
    {
        var room = new byte[200];
        var leaf = LedgerLeaf.Write(room, LeafKind.Row, default, 0, 2, Origin.Synthetic, "s"u8, "i"u8, "g"u8, hasGenerator: true, repetitions: 258);
        Assert.EndsWith("000000016700000102", Convert.ToHexStringLower(leaf), StringComparison.Ordinal);
        Assert.True(LedgerLeaf.TryRead(leaf, out var read));
        Assert.Equal((LeafKind.Row, 258u, 2), (read.Kind, read.Repetitions, read.Depth));
    }

    [Fact]
    public void TryRead_WhatWasWritten_SaysTheSame() => Gen.Select(Some, Some, Some, Gen.Bool, Gen.UInt, Gen.Int[-1, int.MaxValue], Gen.Int[0, 5]).Sample(
        (source, id, generator, has, generation, depth, origin) =>
        {
            var room = new byte[LedgerLeaf.Room(source.Length + id.Length + generator.Length)];
            var leaf = LedgerLeaf.Write(room, LeafKind.Record, MerkleTree.LeafHash(id), generation, depth < 0 ? null : depth, (Origin)origin, source, id, generator, has);
            Assert.True(LedgerLeaf.TryRead(leaf, out var read));
            Assert.Equal(source, read.Source.ToArray());
            Assert.Equal(id, read.Id.ToArray());
            Assert.Equal(has ? generator : [], read.Generator.ToArray());
            Assert.Equal((has, generation, depth < 0 ? null : depth, (Origin)origin), (read.HasGenerator, read.Generation, read.Depth, read.Origin));
            Assert.Equal(MerkleTree.LeafHash(id), read.Digest);
            Assert.Equal(0, read.CompareRecord(read));
        });

    [Fact]
    public void TryRead_CutOrLengthened_IsNone() => Gen.Select(Some, Some).Sample(
        (source, id) =>
        {
            var room = new byte[200];
            var leaf = LedgerLeaf.Write(room, LeafKind.Record, default, 1, 0, Origin.Human, source, id, "g"u8, hasGenerator: true).ToArray();
            for (var length = 0; length < leaf.Length; length++) Assert.False(LedgerLeaf.TryRead(leaf.AsSpan(0, length), out _));
            Assert.False(LedgerLeaf.TryRead([.. leaf, 0], out _));
        });

    [Fact]
    public void TryRead_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 90].Sample(bytes => LedgerLeaf.TryRead(bytes, out _) || true);
}
