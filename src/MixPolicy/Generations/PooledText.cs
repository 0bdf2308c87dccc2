using MixPolicy.Hashing;
using MixPolicy.Manifests;

namespace MixPolicy.Generations;

/// <summary>A record of the pool by its text. Sorts by digest, then by its place in the index.</summary>
internal readonly record struct PooledText : ISpread, IHeldText, IComparable<PooledText>
{
    private const int TraitBits = 3;
    private const long HumanBit = 1;
    private const long FreshBit = 2;
    private const long ElsewhereBit = 4;
    private readonly long _number;

    /// <summary>Takes what is known of a record.</summary>
    /// <param name="digest">SHA-256 of its text.</param>
    /// <param name="number">Its number in the index.</param>
    /// <param name="isHuman">Whether it is human.</param>
    /// <param name="isFresh">Whether it is human and its date is in the window.</param>
    /// <param name="isElsewhere">Whether its text is taken through another source.</param>
    public PooledText(Digest256 digest, long number, bool isHuman, bool isFresh, bool isElsewhere) => (Digest, _number) = (
        digest, (number << TraitBits) | (isHuman ? HumanBit : 0) | (isFresh ? FreshBit : 0) | (isElsewhere ? ElsewhereBit : 0));

    /// <inheritdoc/>
    public Digest256 Digest { get; }

    /// <summary>Its number in the index.</summary>
    public long Number => _number >> TraitBits;

    /// <inheritdoc/>
    public bool IsHuman => (_number & HumanBit) != 0;

    /// <summary>Whether it is human and its date is in the window.</summary>
    public bool IsFresh => (_number & FreshBit) != 0;

    /// <summary>Whether its text is taken through another source.</summary>
    public bool IsElsewhere => (_number & ElsewhereBit) != 0;

    /// <inheritdoc/>
    public ulong Head => Digest.Head;

    /// <inheritdoc/>
    public int CompareTo(PooledText other)
    {
        var order = Digest.CompareTo(other.Digest);
        return order != 0 ? order : _number.CompareTo(other._number);
    }
}
