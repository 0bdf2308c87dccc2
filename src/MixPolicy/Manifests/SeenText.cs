using System.IO.Hashing;
using MixPolicy.Generations;
using MixPolicy.Hashing;
using MixPolicy.Scanning;

namespace MixPolicy.Manifests;

/// <summary>A text that a row of the manifest holds. All 256 bits of its digest tell it from others.</summary>
internal readonly record struct SeenText : ISpread, IHeldText, IComparable<SeenText>
{
    private const int TraitBits = 4;
    private const int FreshBit = 8;
    private const int OriginMask = FreshBit - 1;

    // An amount has 42 bits at most: what else is to be known of a row takes the lowest, so that a hundred million rows stay as small as they are.
    private readonly long _amount;

    /// <summary>Takes what a row says.</summary>
    /// <param name="digest">SHA-256 of the text.</param>
    /// <param name="repetitions">How often the row is seen.</param>
    /// <param name="amount">Its amount in the unit, seen once.</param>
    /// <param name="origin">Where the row says that the text comes from.</param>
    /// <param name="isFresh">Whether it is human and its date is in the window.</param>
    public SeenText(Digest256 digest, long repetitions, long amount, Origin origin = Origin.Unknown, bool isFresh = false) =>
        (Digest, Repetitions, _amount) = (digest, repetitions, (amount << TraitBits) | (long)origin | (isFresh ? FreshBit : 0L));

    /// <inheritdoc/>
    public Digest256 Digest { get; }

    /// <summary>How often the row is seen.</summary>
    public long Repetitions { get; }

    /// <summary>Its amount in the unit, seen once.</summary>
    public long Amount => _amount >> TraitBits;

    /// <summary>Where the row says that the text comes from.</summary>
    public Origin Origin => (Origin)(_amount & OriginMask);

    /// <summary>Whether it is human and its date is in the window.</summary>
    public bool IsFresh => (_amount & FreshBit) != 0;

    /// <inheritdoc/>
    public bool IsHuman => Origin.IsHuman();

    /// <inheritdoc/>
    public ulong Head => Digest.Head;

    /// <inheritdoc/>
    public int CompareTo(SeenText other) => Digest.CompareTo(other.Digest);
}

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
