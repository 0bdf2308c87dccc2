using System.IO.Hashing;

namespace MixPolicy.Manifests;

/// <summary>Who a row of the manifest is: the XxHash128 of its source, a zero byte and its id.</summary>
internal readonly record struct RowIdentity(ulong Head, ulong Rest) : ISpread, IComparable<RowIdentity>
{
    /// <summary>Who the record of a source and an id is.</summary>
    public static RowIdentity Of(ReadOnlySpan<byte> source, ReadOnlySpan<byte> id)
    {
        var length = source.Length + 1 + id.Length;
        Span<byte> bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        source.CopyTo(bytes);
        bytes[source.Length] = 0;
        id.CopyTo(bytes[(source.Length + 1)..]);
        var hash = XxHash128.HashToUInt128(bytes);
        return new RowIdentity((ulong)(hash >> 64), (ulong)hash);
    }

    /// <inheritdoc/>
    public int CompareTo(RowIdentity other) => Head != other.Head ? Head.CompareTo(other.Head) : Rest.CompareTo(other.Rest);
}
