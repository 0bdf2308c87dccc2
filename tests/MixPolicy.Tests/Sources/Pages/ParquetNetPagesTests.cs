using Parquet;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>What Parquet.Net writes, our page decoder reads as it was, and as Parquet.Net reads it.</summary>
public sealed class ParquetNetPagesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Brotli)]
    [InlineData(CompressionMethod.Zstd)]
    [InlineData(CompressionMethod.Lz4Raw)]
    public async Task Read_EveryCodec_IsAsWritten(CompressionMethod codec)
    {
        var types = Enum.GetValues<CellType>().Where(ParquetNetFile.Knows);
        TestColumn[] columns =
        [
            .. types.SelectMany(type => new[] { 0, 1 }.SelectMany(depth => new[] { 5, 3000 }.Select(distinct =>
                SourceTables.Column($"{type}{depth}{distinct}", type, depth, 4000, 11, distinct)))),
            SourceTables.Column("empty", CellType.Whole64, 1, 4000, 1, 10, nulls: 1000),
        ];
        var path = _folder["net.parquet"];
        await ParquetNetFile.WriteAsync(path, columns, new ParquetOptions { CompressionMethod = codec, CompressionLevel = System.IO.Compression.CompressionLevel.Fastest }, 3500);
        var names = columns.Select(c => c.Name).ToArray();
        var pages = SourceCells.Read(path, names);
        foreach (var (column, cells) in columns.Zip(pages)) Assert.Equal(column.Expected, cells);
        Assert.Equal(pages, SourceCells.Read(path, names, decodesPages: false));
    }
}
