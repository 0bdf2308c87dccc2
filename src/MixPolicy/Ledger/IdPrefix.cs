using System.Buffers.Binary;

namespace MixPolicy.Ledger;

/// <summary>What some ids all start with, and a number for each id that sorts as what comes next in it does. Not thread-safe.</summary>
internal sealed class IdPrefix
{
    private byte[]? _bytes;
    private int _length;

    /// <summary>Takes another id.</summary>
    public void Add(ReadOnlySpan<byte> id)
    {
        if (_bytes is null) (_bytes, _length) = (id.ToArray(), id.Length);
        else if (_length > 0) _length = _bytes.AsSpan(0, _length).CommonPrefixLength(id);
    }

    /// <summary>Takes what other ids start with.</summary>
    public void Add(IdPrefix other)
    {
        if (other._bytes is { } bytes) Add(bytes.AsSpan(0, other._length));
    }

    /// <summary>The eight bytes of an id behind what all share, zeros behind its end: of two ids with different numbers the smaller sorts first.</summary>
    public ulong Key(ReadOnlySpan<byte> id)
    {
        var rest = id[_length..];
        if (rest.Length >= sizeof(ulong)) return BinaryPrimitives.ReadUInt64BigEndian(rest);
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        rest.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
