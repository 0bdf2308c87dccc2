namespace MixPolicy.Manifests;

/// <summary>
/// What the footer says of one column of one row group. Offsets are bytes from the chunk's start, sizes include page headers.
/// </summary>
/// <param name="Column">Whose values these are.</param>
/// <param name="Rows">Rows, nulls counted.</param>
/// <param name="Encoding">Of the data pages, a number of <see cref="ParquetEncoding"/>.</param>
/// <param name="Codec">A number of <see cref="ParquetCodec"/>.</param>
/// <param name="DataOffset">Where the first data page lies; above 0 when a dictionary page comes before it.</param>
/// <param name="PlainBytes">Size of all pages before compression.</param>
/// <param name="Bytes">Size of all pages in the file.</param>
/// <param name="Statistics">Its bounds.</param>
internal sealed record ColumnChunk(
    ManifestColumn Column, int Rows, int Encoding, int Codec, long DataOffset, long PlainBytes, long Bytes, ColumnStatistics Statistics);

/// <summary>What the footer says of one row group.</summary>
/// <param name="Offset">Where its first chunk starts in the file.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Chunks">One a column, lying end to end.</param>
internal sealed record RowGroup(long Offset, int Rows, IReadOnlyList<ColumnChunk> Chunks);
