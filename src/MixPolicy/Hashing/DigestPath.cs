namespace MixPolicy.Hashing;

/// <summary>Ways to digest many texts; all give the same digests.</summary>
internal enum DigestPath
{
    /// <summary>One call a text.</summary>
    OneByOne,

    /// <summary>Eight texts at once.</summary>
    Eight,

    /// <summary>Sixteen texts at once.</summary>
    Sixteen,
}
