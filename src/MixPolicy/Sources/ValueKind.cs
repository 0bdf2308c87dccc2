namespace MixPolicy.Sources;

/// <summary>What a cell of a batch holds.</summary>
internal enum ValueKind : byte
{
    /// <summary>The record does not have the column, or has null there.</summary>
    Missing,

    /// <summary>UTF-8 text, checked to be valid.</summary>
    Text,

    /// <summary>A whole number that fits 64 bits; its decimal text is there too.</summary>
    Integer,

    /// <summary>An instant: microseconds since 1970-01-01T00:00:00Z; no text.</summary>
    Instant,

    /// <summary>Any other scalar (a real number, true, false), as its invariant text.</summary>
    Scalar,

    /// <summary>An object or an array, as its JSON text where the format has one.</summary>
    Nested,

    /// <summary>Bytes that are not valid UTF-8, as found.</summary>
    InvalidUtf8,
}
