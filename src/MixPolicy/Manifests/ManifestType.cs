namespace MixPolicy.Manifests;

/// <summary>What a column of a manifest holds. Everything is little-endian in the file; there are no floats.</summary>
internal enum ManifestType
{
    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>Exactly 32 bytes, taken to be random: never compressed.</summary>
    Fixed32,

    /// <summary>A signed 32-bit integer.</summary>
    Int32,

    /// <summary>A signed 64-bit integer.</summary>
    Int64,

    /// <summary>An instant: microseconds since 1970-01-01T00:00:00Z.</summary>
    Timestamp,

    /// <summary>0 or 1.</summary>
    Boolean,
}
