using MixPolicy.Generations;
using MixPolicy.Hashing;

namespace MixPolicy.Manifests;

/// <summary>A text that a row of the manifest holds. All 256 bits of its digest tell it from others.</summary>
internal readonly struct SeenText : ISpread, IHeldText, IComparable<SeenText>
{
    /// <summary>Largest amount, and most repetitions, that a row may state.</summary>
    public const long MaxNumber = int.MaxValue * 1000L;

    /// <summary>Most sources that can be told apart.</summary>
    public const int MaxSources = 1 << (63 - NumberBits);

    /// <summary>Bits of a number up to <see cref="MaxNumber"/>; packing the rest above them keeps an item at 48 bytes, which is what counting costs.</summary>
    private const int NumberBits = 41;

    private const long NumberMask = (1L << NumberBits) - 1;
    private const long HumanBit = 1L << NumberBits;
    private const long FreshBit = 2L << NumberBits;
    private readonly long _repetitionsAndTraits;
    private readonly long _amountAndSource;

    /// <summary>Takes what a row says.</summary>
    /// <param name="digest">SHA-256 of the text.</param>
    /// <param name="repetitions">How often the row is seen, to <see cref="MaxNumber"/>.</param>
    /// <param name="amount">Its amount in the unit, seen once, to <see cref="MaxNumber"/>.</param>
    /// <param name="source">Number of its source, below <see cref="MaxSources"/>.</param>
    /// <param name="isHuman">Whether it counts as human.</param>
    /// <param name="isFresh">Whether its date is in the window.</param>
    public SeenText(Digest256 digest, long repetitions, long amount, int source, bool isHuman, bool isFresh = false)
    {
        Digest = digest;
        _repetitionsAndTraits = repetitions | (isHuman ? HumanBit : 0) | (isFresh ? FreshBit : 0);
        _amountAndSource = amount | ((long)source << NumberBits);
    }

    /// <inheritdoc/>
    public Digest256 Digest { get; }

    /// <summary>How often the row is seen.</summary>
    public long Repetitions => _repetitionsAndTraits & NumberMask;

    /// <summary>Its amount in the unit, seen once.</summary>
    public long Amount => _amountAndSource & NumberMask;

    /// <summary>Number of its source.</summary>
    public int Source => (int)(_amountAndSource >> NumberBits);

    /// <summary>Whether it counts as human.</summary>
    public bool IsHuman => (_repetitionsAndTraits & HumanBit) != 0;

    /// <summary>Whether it is human and its date is in the window.</summary>
    public bool IsFresh => (_repetitionsAndTraits & FreshBit) != 0;

    /// <inheritdoc/>
    public ulong Head => Digest.Head;

    /// <inheritdoc/>
    public int CompareTo(SeenText other) => Digest.CompareTo(other.Digest);
}
