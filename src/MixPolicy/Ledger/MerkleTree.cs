using System.Security.Cryptography;
using MixPolicy.Hashing;

namespace MixPolicy.Ledger;

/// <summary>The hashes of an RFC 6962 tree: SHA-256, leaves and nodes told apart by a byte in front. Thread-safe.</summary>
internal static class MerkleTree
{
    /// <summary>In front of a leaf's data.</summary>
    public const byte LeafPrefix = 0x00;

    /// <summary>In front of a node's children.</summary>
    public const byte NodePrefix = 0x01;

    /// <summary>No tree is taller: sizes fit 63 bits.</summary>
    public const int MaxHeight = 63;

    /// <summary>The root of the tree without leaves: SHA-256 of nothing.</summary>
    public static Digest256 Empty { get; } = new(SHA256.HashData([]));

    /// <summary>The hash of a leaf.</summary>
    public static Digest256 LeafHash(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Digest256.Size];
        Span<byte> bytes = data.Length < 512 ? stackalloc byte[data.Length + 1] : new byte[data.Length + 1];
        bytes[0] = LeafPrefix;
        data.CopyTo(bytes[1..]);
        SHA256.HashData(bytes, digest);
        return new Digest256(digest);
    }

    /// <summary>The hash of a node over its two children.</summary>
    public static Digest256 NodeHash(in Digest256 left, in Digest256 right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Digest256.Size)];
        Span<byte> digest = stackalloc byte[Digest256.Size];
        bytes[0] = NodePrefix;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Digest256.Size)..]);
        SHA256.HashData(bytes, digest);
        return new Digest256(digest);
    }
}
