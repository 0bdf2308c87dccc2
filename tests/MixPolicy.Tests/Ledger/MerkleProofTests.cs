using CsCheck;
using MixPolicy.Hashing;
using MixPolicy.Ledger;

namespace MixPolicy.Tests.Ledger;

public class MerkleProofTests
{
    private const int MostSize = 300;

    [Fact]
    public void ProveNext_EverySizeAndLeaf_IsTheReferencePathAndVerifies()
    {
        for (var size = 1; size <= MostSize; size++)
        {
            var hashes = Hashes(size);
            var root = Reference.Root(hashes);
            var step = size < 40 ? 1 : 7;
            for (var index = 0; index < size; index += step)
            {
                var proof = Prove(size, index);
                Assert.Equal(Reference.Path(index, hashes), proof);
                Assert.True(MerkleProof.VerifyInclusion(hashes[index], index, size, proof, root));
            }
        }
    }

    [Fact]
    public void ProveGrowth_EverySizeFromEverySize_IsTheReferenceProofAndVerifies()
    {
        for (var size = 1; size <= MostSize; size++)
        {
            var hashes = Hashes(size);
            var root = Reference.Root(hashes);
            var step = size < 40 ? 1 : 11;
            for (var first = 1; first <= size; first += step)
            {
                var growth = Grow(first, size, out var grown);
                Assert.Equal(root, grown);
                Assert.Equal(Reference.Root(hashes.AsSpan(0, first)), growth.Root);
                Assert.Equal(Reference.Proof(first, hashes), growth.Hashes(size));
                Assert.True(MerkleProof.VerifyConsistency(first, size, growth.Hashes(size), growth.Root, root));
            }
        }
    }

    [Fact]
    public void VerifyInclusion_AnythingAltered_Fails() => Gen.Select(Gen.Int[1, MostSize], Gen.Int[0, 1 << 20], Gen.Int[0, 255]).Sample(
        (size, some, bit) =>
        {
            var (hashes, index) = (Hashes(size), some % size);
            var (root, proof) = (Reference.Root(hashes), Prove(size, index));
            for (var i = 0; i < proof.Count; i++) Assert.False(MerkleProof.VerifyInclusion(hashes[index], index, size, Altered(proof, i, bit), root));
            Assert.False(MerkleProof.VerifyInclusion(Flipped(hashes[index], bit), index, size, proof, root));
            Assert.False(MerkleProof.VerifyInclusion(hashes[index], index, size, proof, Flipped(root, bit)));
            Assert.False(MerkleProof.VerifyInclusion(hashes[index], index, size, [.. proof, root], root));
            if (proof.Count > 0) Assert.False(MerkleProof.VerifyInclusion(hashes[index], index, size, [.. proof.SkipLast(1)], root));
            if (size > 1) Assert.False(MerkleProof.VerifyInclusion(hashes[index], (index + 1) % size, size, proof, root));
            Assert.False(MerkleProof.VerifyInclusion(hashes[index], index - size, size, proof, root));
            Assert.False(MerkleProof.VerifyInclusion(hashes[index], size, size, proof, root));
        },
        iter: 400);

    [Fact]
    public void VerifyConsistency_AnythingAltered_Fails() => Gen.Select(Gen.Int[2, MostSize], Gen.Int[0, 1 << 20], Gen.Int[0, 255]).Sample(
        (size, some, bit) =>
        {
            var first = 1 + (some % (size - 1));
            var (growth, hashes) = (Grow(first, size, out var root), Hashes(size));
            var proof = growth.Hashes(size);
            for (var i = 0; i < proof.Count; i++) Assert.False(MerkleProof.VerifyConsistency(first, size, Altered(proof, i, bit), growth.Root, root));
            Assert.False(MerkleProof.VerifyConsistency(first, size, proof, Flipped(growth.Root, bit), root));
            Assert.False(MerkleProof.VerifyConsistency(first, size, proof, growth.Root, Flipped(root, bit)));
            Assert.False(MerkleProof.VerifyConsistency(first, size, [.. proof, root], growth.Root, root));
            Assert.False(MerkleProof.VerifyConsistency(first, size, [.. proof.SkipLast(1)], growth.Root, root));
            Assert.False(MerkleProof.VerifyConsistency(0, size, proof, MerkleTree.Empty, root));
            Assert.False(MerkleProof.VerifyConsistency(size, first, proof, growth.Root, root));
            Assert.False(MerkleProof.VerifyConsistency(first, first, proof, growth.Root, growth.Root));
            Assert.False(MerkleProof.VerifyConsistency(first - 1, size, proof, growth.Root, root));
        },
        iter: 400);

    [Fact]
    public void VerifyConsistency_EqualSizes_NeedsNoProofAndTheSameRoot()
    {
        var root = Reference.Root(Hashes(9));
        Assert.True(MerkleProof.VerifyConsistency(9, 9, [], root, root));
        Assert.False(MerkleProof.VerifyConsistency(9, 9, [], root, Flipped(root, 3)));
    }

    [Fact]
    public void TreeHasher_ManyLeaves_HashesBlocksAsSingleLeaves() => Gen.Select(Gen.Int[3900, 13_000], Gen.Int[1, 3899], Gen.Int[0, 12_999]).Sample(
        (size, first, some) =>
        {
            var (tree, hashes) = (new TreeHasher(), Hashes(size));
            var index = some % size;
            GrowthProof? growth = null;
            ProofPath? path = null;
            for (var i = 0; i < size; i++)
            {
                if (i == first) growth = tree.ProveGrowth();
                if (i == index) path = tree.ProveNext();
                tree.Append(BitConverter.GetBytes(i));
            }

            var root = tree.Finish();
            Assert.Equal(Reference.Root(hashes), root);
            Assert.True(MerkleProof.VerifyConsistency(first, size, growth!.Hashes(size), growth.Root, root));
            Assert.True(MerkleProof.VerifyInclusion(hashes[index], index, size, path!.Hashes, root));
        },
        iter: 12);

    [Fact]
    public void Range_PartsSideBySide_JoinToTheTree() => Gen.Int[0, 2000].Array[1, 6].Sample(
        parts =>
        {
            var (whole, at) = (new CompactRange(0), 0);
            foreach (var part in parts)
            {
                var hasher = new TreeHasher(at);
                for (var i = 0; i < part; i++) hasher.Append(BitConverter.GetBytes(at++));
                whole.Append(hasher.Range());
            }

            Assert.Equal(Reference.Root(Hashes(at)), whole.Root());
        },
        iter: 60);

    private static Digest256[] Hashes(int size) => [.. Enumerable.Range(0, size).Select(i => MerkleTree.LeafHash(BitConverter.GetBytes(i)))];

    private static List<Digest256> Prove(int size, int index)
    {
        var tree = new TreeHasher();
        ProofPath? path = null;
        for (var i = 0; i < size; i++)
        {
            if (i == index) path = tree.ProveNext();
            tree.Append(BitConverter.GetBytes(i));
        }

        tree.Finish();
        return [.. path!.Hashes];
    }

    private static GrowthProof Grow(int first, int size, out Digest256 root)
    {
        var tree = new TreeHasher();
        for (var i = 0; i < first; i++) tree.Append(BitConverter.GetBytes(i));
        var growth = tree.ProveGrowth()!;
        for (var i = first; i < size; i++) tree.Append(BitConverter.GetBytes(i));
        root = tree.Finish();
        return growth;
    }

    private static Digest256[] Altered(IReadOnlyList<Digest256> proof, int at, int bit) => [.. proof.Select((hash, i) => i == at ? Flipped(hash, bit) : hash)];

    private static Digest256 Flipped(Digest256 hash, int bit)
    {
        var bytes = new byte[Digest256.Size];
        hash.CopyTo(bytes);
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return new Digest256(bytes);
    }
}
