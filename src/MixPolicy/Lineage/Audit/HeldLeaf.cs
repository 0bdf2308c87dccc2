using System.Runtime.InteropServices;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Scanning;

namespace MixPolicy.Lineage.Audit;

/// <summary>A record, by SHA-256 of all that a ledger binds of it but who admitted it: so that a manifest's rows can be looked for in a ledger.</summary>
/// <param name="Hash">Of its leaf with generation 0.</param>
/// <param name="Row">Number of the manifest's row, from 0; -1 for a leaf of the ledger.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct HeldLeaf(Digest256 Hash, long Row) : IComparable<HeldLeaf>
{
    /// <summary>A record.</summary>
    /// <param name="digest">SHA-256 of the text.</param>
    /// <param name="depth">Null when unknown.</param>
    /// <param name="origin">Where the text comes from.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="id">The record's id.</param>
    /// <param name="generator">What wrote the text.</param>
    /// <param name="hasGenerator">Whether anybody says.</param>
    /// <param name="row">See <see cref="Row"/>.</param>
    /// <param name="room">Reused from call to call, and replaced by a larger one where needed.</param>
    public static HeldLeaf Of(
        in Digest256 digest, int? depth, Origin origin, ReadOnlySpan<byte> source, ReadOnlySpan<byte> id, ReadOnlySpan<byte> generator, bool hasGenerator,
        long row, ref byte[] room)
    {
        var most = LedgerLeaf.Room(source.Length + id.Length + generator.Length);
        if (room.Length < most) room = new byte[2 * most];
        return new HeldLeaf(MerkleTree.LeafHash(LedgerLeaf.Write(room, LeafKind.Record, digest, 0, depth, origin, source, id, generator, hasGenerator)), row);
    }

    /// <summary>By hash, and of one hash the ledger's leaf first.</summary>
    public int CompareTo(HeldLeaf other)
    {
        var order = Hash.CompareTo(other.Hash);
        return order != 0 ? order : Row.CompareTo(other.Row);
    }
}
