using MixPolicy.Manifests;

namespace MixPolicy.Tests.Manifests;

public sealed class ColumnChunkWriterTests
{
    [Fact]
    public void Write_AfterOtherColumns_SameBytesAsFresh()
    {
        using var used = new ColumnChunkWriter();
        var table = Tables.Large(20_000);
        Chunks(used, Tables.Large(41_000));
        var after = Chunks(used, table);
        using var fresh = new ColumnChunkWriter();
        Assert.Equal(Chunks(fresh, table), after);
    }

    [Theory]
    [InlineData(100, 25, true)]
    [InlineData(100, 26, false)]
    [InlineData(3, 1, false)]
    [InlineData(4, 1, true)]
    public void Write_DistinctTextsAmongValues_DictionaryFromFourTimesEach(int values, int distinct, bool dictionary)
    {
        var chunk = Write(ManifestType.Text, values, i => $"text {i % distinct}");
        Assert.Equal(dictionary ? ParquetEncoding.RleDictionary : ParquetEncoding.Plain, chunk.Encoding);
        Assert.Equal(dictionary, chunk.DataOffset > 0);
    }

    [Theory]
    [InlineData(1020, true)] // 1024 bytes with its length: 1024 of them fill 1 MiB
    [InlineData(1021, false)]
    public void Write_DictionaryOfOneMiB_IsTheLargest(int length, bool dictionary)
    {
        var chunk = Write(ManifestType.Text, 4096, i => (i % 1024).ToString("D4").PadRight(length, '.'));
        Assert.Equal(dictionary ? ParquetEncoding.RleDictionary : ParquetEncoding.Plain, chunk.Encoding);
    }

    [Theory]
    [InlineData(ManifestType.Int32, ParquetEncoding.DeltaBinaryPacked)]
    [InlineData(ManifestType.Int64, ParquetEncoding.DeltaBinaryPacked)]
    [InlineData(ManifestType.Timestamp, ParquetEncoding.Plain)]
    public void Write_Numbers_DictionaryOnlyWhenFew(object type, int otherwise)
    {
        Assert.Equal(ParquetEncoding.RleDictionary, Write((ManifestType)type, 1000, i => (long)(i % 250)).Encoding);
        Assert.Equal(otherwise, Write((ManifestType)type, 1000, i => (long)(i % 251)).Encoding);
    }

    [Fact]
    public void Write_Digests_AsTheyAre()
    {
        var chunk = Write(ManifestType.Fixed32, 1000, i => (i % 2).ToString("X64"));
        Assert.Equal((ParquetEncoding.Plain, ParquetCodec.Uncompressed), (chunk.Encoding, chunk.Codec));
        Assert.Equal(chunk.PlainBytes, chunk.Bytes);
        Assert.InRange(chunk.Bytes, 32_000, 32_064);
    }

    private static ColumnChunk Write(ManifestType type, int values, Func<int, object> cell)
    {
        var buffer = new ColumnBuffer(new ManifestColumn("c", type, false));
        Table.Fill(buffer, [.. Enumerable.Range(0, values).Select(cell)]);
        using var writer = new ColumnChunkWriter();
        return writer.Write(Stream.Null, buffer);
    }

    private static byte[] Chunks(ColumnChunkWriter writer, Table table)
    {
        using var output = new MemoryStream();
        foreach (var (column, cells) in table.Columns.Zip(table.RowGroups[0]))
        {
            var buffer = new ColumnBuffer(column);
            Table.Fill(buffer, cells);
            writer.Write(output, buffer);
        }

        return output.ToArray();
    }
}
