using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MixPolicy.Hashing;

/// <summary>A SHA-256, as four numbers that compare in the order of its bytes. Stored in the record index as these numbers, little-endian.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Digest256 : IComparable<Digest256>, IEquatable<Digest256>
{
    /// <summary>Bytes of a SHA-256.</summary>
    public const int Size = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <summary>Takes the 32 bytes of a digest.</summary>
    public Digest256(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Takes a digest as four numbers, each the big-endian value of eight of its bytes.</summary>
    public Digest256(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>No digest sorts behind it.</summary>
    public static Digest256 Largest { get; } = new(Enumerable.Repeat((byte)0xff, Size).ToArray());

    /// <summary>The first 64 bits: evenly spread, for partitioning.</summary>
    public ulong Head => _a;

    /// <summary>The last 64 bits: evenly spread too, and independent of the first.</summary>
    public ulong Tail => _d;

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _a);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], _d);
    }

    /// <inheritdoc/>
    public int CompareTo(Digest256 other)
    {
        var order = _a.CompareTo(other._a);
        if (order == 0) order = _b.CompareTo(other._b);
        if (order == 0) order = _c.CompareTo(other._c);
        return order != 0 ? order : _d.CompareTo(other._d);
    }

    /// <inheritdoc/>
    public bool Equals(Digest256 other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Digest256 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _a.GetHashCode();

    /// <summary>Lower-case hex.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
