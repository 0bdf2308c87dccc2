namespace MixPolicy.Sources.Pages;

/// <summary>What a page of a column chunk is.</summary>
internal enum PageKind
{
    /// <summary>Levels and values, compressed together.</summary>
    DataV1 = 0,

    /// <summary>An index: skipped.</summary>
    Index = 1,

    /// <summary>The values that codes stand for.</summary>
    Dictionary = 2,

    /// <summary>Levels as they are, then values, maybe compressed.</summary>
    DataV2 = 3,
}

/// <summary>The header of a page, as far as a flat column needs it (parquet.thrift, PageHeader).</summary>
/// <param name="Kind">What the page is.</param>
/// <param name="UncompressedBytes">Bytes of the page's body when decompressed.</param>
/// <param name="CompressedBytes">Bytes of the body in the file.</param>
/// <param name="Checksum">CRC-32 of the body in the file; null when the writer gave none.</param>
/// <param name="Values">Values of the page, nulls counted.</param>
/// <param name="Encoding">How the values are encoded.</param>
/// <param name="LevelEncoding">How definition levels are encoded (v1 only).</param>
/// <param name="DefinitionBytes">Bytes of the definition levels (v2 only).</param>
/// <param name="RepetitionBytes">Bytes of the repetition levels (v2 only).</param>
/// <param name="IsCompressed">Whether the values are compressed (v2 only).</param>
internal readonly record struct PageHeader(
    PageKind Kind,
    int UncompressedBytes,
    int CompressedBytes,
    uint? Checksum,
    int Values,
    Parquet.Meta.Encoding Encoding,
    Parquet.Meta.Encoding LevelEncoding,
    int DefinitionBytes,
    int RepetitionBytes,
    bool IsCompressed)
{
    /// <summary>Bytes of the body that are never compressed: the levels of v2.</summary>
    public long PlainBytes => Kind == PageKind.DataV2 ? (long)RepetitionBytes + DefinitionBytes : 0;
}
