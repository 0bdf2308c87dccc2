namespace MixPolicy.Sources.Lines;

/// <summary>What a line holds at a mapped path.</summary>
internal struct JsonCell
{
    /// <summary>What it is.</summary>
    public ValueKind Kind;

    /// <summary>Whether its text lies with the unescaped ones.</summary>
    public bool Unescaped;

    /// <summary>Whether the path was followed to it, rather than found as one key.</summary>
    public bool Found;

    /// <summary>Where its text starts.</summary>
    public int Start;

    /// <summary>Bytes of its text.</summary>
    public int Length;

    /// <summary>Its value, if it is a whole number.</summary>
    public long Number;
}
