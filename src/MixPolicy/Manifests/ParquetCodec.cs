namespace MixPolicy.Manifests;

/// <summary>Numbers of Parquet's <c>CompressionCodec</c> that we write.</summary>
internal static class ParquetCodec
{
    /// <summary>None.</summary>
    public const int Uncompressed = 0;

    /// <summary>Zstandard, one frame a page.</summary>
    public const int Zstd = 6;
}
