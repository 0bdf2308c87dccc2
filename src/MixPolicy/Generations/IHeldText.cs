using MixPolicy.Hashing;

namespace MixPolicy.Generations;

/// <summary>A text that a mix, or a pool, holds now.</summary>
internal interface IHeldText
{
    /// <summary>SHA-256 of the text's UTF-8.</summary>
    Digest256 Digest { get; }

    /// <summary>Whether it is held as human text.</summary>
    bool IsHuman { get; }
}
