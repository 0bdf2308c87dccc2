using MixPolicy.Hashing;

namespace MixPolicy.Generations;

/// <summary>A row of the parent's manifest by its text.</summary>
internal readonly struct InheritedText
{
    private readonly long _row;

    /// <summary>Takes what a row says.</summary>
    /// <param name="digest">SHA-256 of the text.</param>
    /// <param name="row">Its number in the manifest, from 0.</param>
    /// <param name="isHuman">Whether it says that the text is human.</param>
    public InheritedText(Digest256 digest, long row, bool isHuman) => (Digest, _row) = (digest, (row << 1) | (isHuman ? 1L : 0));

    /// <summary>SHA-256 of the text.</summary>
    public Digest256 Digest { get; }

    /// <summary>Its number in the manifest, from 0.</summary>
    public long Row => _row >> 1;

    /// <summary>Whether it says that the text is human.</summary>
    public bool IsHuman => (_row & 1) != 0;
}
