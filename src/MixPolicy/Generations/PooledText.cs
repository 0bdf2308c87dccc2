using MixPolicy.Hashing;
using MixPolicy.Manifests;

namespace MixPolicy.Generations;

/// <summary>A record of the pool by its text. Sorts by digest, then by its place in the index.</summary>
internal readonly struct PooledText : ISpread, IHeldText, IComparable<PooledText>
{
    private const int TraitBits = 3;
    private const int OccurrenceBits = 16;
    private const long HumanBit = 1;
    private const long FreshBit = 2;
    private const long AsideBit = 4;
    private const int MostOccurrences = (1 << OccurrenceBits) - 1;
    private readonly long _rest;

    /// <summary>Takes what is known of a record.</summary>
    /// <param name="digest">SHA-256 of its text.</param>
    /// <param name="key">Its selection key.</param>
    /// <param name="number">Its number in the index.</param>
    /// <param name="occurrence">Which record of its implied id it is, from 1; those after the first 65,535 are told apart by their numbers alone.</param>
    /// <param name="isHuman">Whether it is human.</param>
    /// <param name="isFresh">Whether it is human and its date is in the window.</param>
    /// <param name="isAside">Whether something else keeps it out of the mix, or would rather have another record of its text there.</param>
    public PooledText(Digest256 digest, ulong key, long number, int occurrence, bool isHuman, bool isFresh, bool isAside)
    {
        (Digest, Key) = (digest, key);
        _rest = (((number << OccurrenceBits) | (long)Math.Min(occurrence, MostOccurrences)) << TraitBits)
            | (isHuman ? HumanBit : 0) | (isFresh ? FreshBit : 0) | (isAside ? AsideBit : 0);
    }

    /// <inheritdoc/>
    public Digest256 Digest { get; }

    /// <summary>Its selection key; for an implied id, that of its first occurrence.</summary>
    public ulong Key { get; }

    /// <summary>Its number in the index.</summary>
    public long Number => _rest >> (TraitBits + OccurrenceBits);

    /// <summary>Which record of its implied id it is, from 1.</summary>
    public int Occurrence => (int)(_rest >> TraitBits) & MostOccurrences;

    /// <inheritdoc/>
    public bool IsHuman => (_rest & HumanBit) != 0;

    /// <summary>Whether it is human and its date is in the window.</summary>
    public bool IsFresh => (_rest & FreshBit) != 0;

    /// <summary>Whether something else keeps it out of the mix, or would rather have another record of its text there.</summary>
    public bool IsAside => (_rest & AsideBit) != 0;

    /// <inheritdoc/>
    public ulong Head => Digest.Head;

    /// <inheritdoc/>
    public int CompareTo(PooledText other)
    {
        var order = Digest.CompareTo(other.Digest);
        return order != 0 ? order : _rest.CompareTo(other._rest);
    }
}
