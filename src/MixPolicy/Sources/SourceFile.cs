namespace MixPolicy.Sources;

/// <summary>One file of a source, found and ready to read.</summary>
/// <param name="Source">Index of the source in the policy.</param>
/// <param name="Name">Path relative to the policy's folder, with <c>/</c>: what the manifest and the report call it.</param>
/// <param name="FullPath">Where it is on this machine; never part of hashed bytes.</param>
/// <param name="Format">How it is read.</param>
/// <param name="Compression">How a line format is compressed.</param>
internal sealed record SourceFile(int Source, string Name, string FullPath, FileFormat Format, FileCompression Compression);

/// <summary>The formats that sources come in.</summary>
internal enum FileFormat
{
    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>One JSON object a line (<c>.jsonl</c>, <c>.ndjson</c>).</summary>
    Jsonl,

    /// <summary>RFC 4180 with a header line (<c>.csv</c>).</summary>
    Csv,
}

/// <summary>How a line format is compressed.</summary>
internal enum FileCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary><c>.gz</c></summary>
    Gzip,

    /// <summary><c>.zst</c></summary>
    Zstd,
}
