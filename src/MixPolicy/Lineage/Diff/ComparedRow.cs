using MixPolicy.Hashing;
using MixPolicy.Manifests;
using MixPolicy.Scanning;

namespace MixPolicy.Lineage.Diff;

/// <summary>A row of one of two manifests that are compared. Sorts by digest, then by who it is, then by its place.</summary>
internal readonly struct ComparedRow : ISpread, IComparable<ComparedRow>
{
    private const int NumberBits = 41;
    private const long NumberMask = (1L << NumberBits) - 1;
    private readonly long _repetitionsAndOrigin;
    private readonly long _amountAndSource;

    /// <summary>Takes what a row says.</summary>
    /// <param name="digest">SHA-256 of the text.</param>
    /// <param name="identity">Who it is.</param>
    /// <param name="row">Its number in the manifest, from 0.</param>
    /// <param name="repetitions">How often it is seen, to <see cref="SeenText.MaxNumber"/>.</param>
    /// <param name="amount">Its amount, seen once, to <see cref="SeenText.MaxNumber"/>.</param>
    /// <param name="source">Number of its source, below <see cref="SeenText.MaxSources"/>.</param>
    /// <param name="origin">Where the text comes from.</param>
    public ComparedRow(Digest256 digest, RowIdentity identity, long row, long repetitions, long amount, int source, Origin origin)
    {
        (Digest, Identity, Row) = (digest, identity, row);
        _repetitionsAndOrigin = repetitions | ((long)origin << NumberBits);
        _amountAndSource = amount | ((long)source << NumberBits);
    }

    /// <summary>SHA-256 of the text.</summary>
    public Digest256 Digest { get; }

    /// <summary>Who it is: what decides whether a text is kept never rests on it.</summary>
    public RowIdentity Identity { get; }

    /// <summary>Its number in the manifest, from 0.</summary>
    public long Row { get; }

    /// <summary>Its amount in the mix.</summary>
    public Int128 Amount => (Int128)(_repetitionsAndOrigin & NumberMask) * (_amountAndSource & NumberMask);

    /// <summary>How often it is seen.</summary>
    public long Repetitions => _repetitionsAndOrigin & NumberMask;

    /// <summary>Number of its source.</summary>
    public int Source => (int)(_amountAndSource >> NumberBits);

    /// <summary>Where the text comes from.</summary>
    public Origin Origin => (Origin)(_repetitionsAndOrigin >> NumberBits);

    /// <inheritdoc/>
    public ulong Head => Digest.Head;

    /// <inheritdoc/>
    public int CompareTo(ComparedRow other)
    {
        var order = Digest.CompareTo(other.Digest);
        if (order == 0) order = Identity.CompareTo(other.Identity);
        return order != 0 ? order : Row.CompareTo(other.Row);
    }
}
