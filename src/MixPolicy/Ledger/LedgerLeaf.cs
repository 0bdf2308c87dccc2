using System.Buffers.Binary;
using MixPolicy.Hashing;
using MixPolicy.Scanning;

namespace MixPolicy.Ledger;

/// <summary>
/// What a leaf binds, as bytes: a kind, the text's SHA-256, the generation, the depth, the origin, then source, id and generator. All numbers are
/// big-endian; a string is its length and its UTF-8, and one that is absent has the length 0xFFFFFFFF. docs/ledger.md is the format's specification.
/// </summary>
internal readonly ref struct LedgerLeaf
{
    /// <summary>No leaf is longer: an id is a name and not a text.</summary>
    public const int MostBytes = 1 << 24;

    private const int DigestAt = 1;
    private const int GenerationAt = DigestAt + Digest256.Size;
    private const int DepthAt = GenerationAt + sizeof(uint);
    private const int OriginAt = DepthAt + sizeof(int);
    private const int StringsAt = OriginAt + 1;
    private const uint Absent = uint.MaxValue;

    private LedgerLeaf(ReadOnlySpan<byte> data, ReadOnlySpan<byte> source, ReadOnlySpan<byte> id, ReadOnlySpan<byte> generator, bool hasGenerator, ReadOnlySpan<byte> rest)
    {
        Data = data;
        Source = source;
        Id = id;
        Generator = generator;
        HasGenerator = hasGenerator;
        Rest = rest;
    }

    /// <summary>The whole leaf.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Name of the source.</summary>
    public ReadOnlySpan<byte> Source { get; }

    /// <summary>The record's id.</summary>
    public ReadOnlySpan<byte> Id { get; }

    /// <summary>What wrote the text; empty when nobody says.</summary>
    public ReadOnlySpan<byte> Generator { get; }

    /// <summary>Whether anybody says.</summary>
    public bool HasGenerator { get; }

    /// <summary>What comes after the strings: of a manifest's row its repetitions, else nothing.</summary>
    public ReadOnlySpan<byte> Rest { get; }

    /// <summary>What the leaf is of.</summary>
    public LeafKind Kind => (LeafKind)Data[0];

    /// <summary>SHA-256 of the text's UTF-8.</summary>
    public Digest256 Digest => new(Data[DigestAt..]);

    /// <summary>In the pool: the generation that admitted the record. Of a manifest's row: the manifest's.</summary>
    public uint Generation => BinaryPrimitives.ReadUInt32BigEndian(Data[GenerationAt..]);

    /// <summary>How many models stand between the record and human text; null when nobody knows.</summary>
    public int? Depth => BinaryPrimitives.ReadInt32BigEndian(Data[DepthAt..]) is >= 0 and var depth ? depth : null;

    /// <summary>Where the text comes from.</summary>
    public Origin Origin => (Origin)Data[OriginAt];

    /// <summary>How often a manifest's row is seen; 0 for a record of the pool.</summary>
    public uint Repetitions => Rest.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32BigEndian(Rest);

    /// <summary>Writes a leaf; the part of the buffer that it takes.</summary>
    /// <param name="buffer">Room for <see cref="Room"/> bytes.</param>
    /// <param name="kind">What it is of.</param>
    /// <param name="digest">SHA-256 of the text.</param>
    /// <param name="generation">See <see cref="Generation"/>.</param>
    /// <param name="depth">From 0; null when unknown.</param>
    /// <param name="origin">Where the text comes from.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="id">The record's id.</param>
    /// <param name="generator">What wrote the text.</param>
    /// <param name="hasGenerator">Whether anybody says.</param>
    /// <param name="repetitions">How often a manifest's row is seen.</param>
    public static Span<byte> Write(
        Span<byte> buffer, LeafKind kind, in Digest256 digest, uint generation, int? depth, Origin origin,
        ReadOnlySpan<byte> source, ReadOnlySpan<byte> id, ReadOnlySpan<byte> generator, bool hasGenerator, uint repetitions = 0)
    {
        buffer[0] = (byte)kind;
        digest.CopyTo(buffer[DigestAt..]);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[GenerationAt..], generation);
        BinaryPrimitives.WriteInt32BigEndian(buffer[DepthAt..], depth ?? -1);
        buffer[OriginAt] = (byte)origin;
        var at = StringsAt;
        at += WriteString(buffer[at..], source, present: true);
        at += WriteString(buffer[at..], id, present: true);
        at += WriteString(buffer[at..], generator, hasGenerator);
        if (kind == LeafKind.Row)
        {
            BinaryPrimitives.WriteUInt32BigEndian(buffer[at..], repetitions);
            at += sizeof(uint);
        }

        return buffer[..at];
    }

    /// <summary>Bytes that suffice for a leaf with strings of some length in all.</summary>
    public static int Room(int strings) => StringsAt + (4 * sizeof(uint)) + strings;

    /// <summary>Reads a leaf; false when the bytes are none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out LedgerLeaf leaf)
    {
        leaf = default;
        if (data.Length < StringsAt || data[0] is not ((byte)LeafKind.Record or (byte)LeafKind.Row) || data[OriginAt] > (byte)Origin.Algorithmic) return false;
        if (BinaryPrimitives.ReadInt32BigEndian(data[DepthAt..]) < -1) return false;
        var rest = data[StringsAt..];
        if (!ReadString(ref rest, out var source, out var hasSource) || !ReadString(ref rest, out var id, out var hasId) || !ReadString(ref rest, out var generator, out var hasGenerator)) return false;
        if (!hasSource || !hasId || rest.Length != (data[0] == (byte)LeafKind.Row ? sizeof(uint) : 0)) return false;
        leaf = new LedgerLeaf(data, source, id, generator, hasGenerator, rest);
        return true;
    }

    /// <summary>
    /// The order of new leaves in a ledger: by source, id, digest, and then by what else tells records apart, all as bytes. Who admitted a record when
    /// does not count: two leaves that compare as equal are of one record.
    /// </summary>
    public int CompareRecord(in LedgerLeaf other)
    {
        var order = Source.SequenceCompareTo(other.Source);
        if (order == 0) order = Id.SequenceCompareTo(other.Id);
        if (order == 0) order = Data[DigestAt..GenerationAt].SequenceCompareTo(other.Data[DigestAt..GenerationAt]);
        if (order == 0) order = Data[DepthAt..StringsAt].SequenceCompareTo(other.Data[DepthAt..StringsAt]);
        if (order == 0) order = HasGenerator.CompareTo(other.HasGenerator);
        return order != 0 ? order : Generator.SequenceCompareTo(other.Generator);
    }

    private static int WriteString(Span<byte> buffer, ReadOnlySpan<byte> text, bool present)
    {
        BinaryPrimitives.WriteUInt32BigEndian(buffer, present ? (uint)text.Length : Absent);
        if (!present) return sizeof(uint);
        text.CopyTo(buffer[sizeof(uint)..]);
        return sizeof(uint) + text.Length;
    }

    private static bool ReadString(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text, out bool present)
    {
        text = default;
        present = false;
        if (rest.Length < sizeof(uint)) return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        rest = rest[sizeof(uint)..];
        if (length == Absent) return true;
        if (length > (uint)rest.Length) return false;
        text = rest[..(int)length];
        present = true;
        rest = rest[(int)length..];
        return true;
    }
}

/// <summary>What a leaf is of: so that the proof of one can never pass for the other's.</summary>
internal enum LeafKind : byte
{
    /// <summary>A record of the pool.</summary>
    Record = 1,

    /// <summary>A row of a manifest.</summary>
    Row = 2,
}
