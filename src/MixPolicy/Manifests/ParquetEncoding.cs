namespace MixPolicy.Manifests;

/// <summary>Numbers of Parquet's <c>Encoding</c> that we write.</summary>
internal static class ParquetEncoding
{
    /// <summary>Values as they are, little-endian.</summary>
    public const int Plain = 0;

    /// <summary>The run-length and bit-packing hybrid: definition levels.</summary>
    public const int Rle = 3;

    /// <summary>Packed differences.</summary>
    public const int DeltaBinaryPacked = 5;

    /// <summary>Indexes into the dictionary page, in the hybrid.</summary>
    public const int RleDictionary = 8;
}
