namespace MixPolicy.Lineage.Trace;

/// <summary>Which text is meant: exactly one of the first four is given.</summary>
public sealed record TextQuestion
{
    /// <summary>The text itself.</summary>
    public string? Text { get; init; }

    /// <summary>A file whose bytes are the text; absolute, or relative to the request's directory.</summary>
    public string? File { get; init; }

    /// <summary>SHA-256 of the text's UTF-8: 64 hex digits.</summary>
    public string? Digest { get; init; }

    /// <summary>The id of a record.</summary>
    public string? Id { get; init; }

    /// <summary>The source whose record is meant; null for any. Only with <see cref="Id"/>.</summary>
    public string? Source { get; init; }
}
