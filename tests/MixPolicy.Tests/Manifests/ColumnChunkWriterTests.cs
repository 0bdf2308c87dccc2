using System.Buffers;
using System.Text;
using CsCheck;
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

    [Fact]
    public void Write_TextsByLabel_SameBytesAsByThemselves() => Gen.Select(Gen.String[0, 6].Array[1, 40], Gen.Int[0, 99].Array[1, 400]).Sample(
        (texts, picks) =>
        {
            texts = [.. texts.Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)))];
            var labels = new LabelSet(texts);
            var column = new ManifestColumn("c", ManifestType.Text, true);
            var (labelled, plain) = (new ColumnBuffer(column, labels), new ColumnBuffer(column));
            foreach (var pick in picks)
            {
                if (pick % 10 == 9)
                {
                    labelled.AddNull();
                    plain.AddNull();
                    continue;
                }

                var text = texts[pick % texts.Length];
                labelled.AddLabel(labels.Of(text));
                plain.Add(Encoding.UTF8.GetBytes(text));
            }

            using var writer = new ColumnChunkWriter();
            var (a, b) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
            var (one, other) = (writer.Write(a, labelled), writer.Write(b, plain));
            Assert.Equal(b.WrittenSpan, a.WrittenSpan);
            Assert.Equal((other.Encoding, other.DataOffset, other.PlainBytes), (one.Encoding, one.DataOffset, one.PlainBytes));
            Assert.Equal(other.Statistics.Nulls, one.Statistics.Nulls);
            Assert.Equal(other.Statistics.Min, one.Statistics.Min);
            Assert.Equal(other.Statistics.Max, one.Statistics.Max);
        });

    private static ColumnChunk Write(ManifestType type, int values, Func<int, object> cell)
    {
        var buffer = new ColumnBuffer(new ManifestColumn("c", type, false));
        Table.Fill(buffer, [.. Enumerable.Range(0, values).Select(cell)]);
        using var writer = new ColumnChunkWriter();
        return writer.Write(new ArrayBufferWriter<byte>(), buffer);
    }

    private static byte[] Chunks(ColumnChunkWriter writer, Table table)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var (column, cells) in table.Columns.Zip(table.RowGroups[0]))
        {
            var buffer = new ColumnBuffer(column);
            Table.Fill(buffer, cells);
            writer.Write(output, buffer);
        }

        return output.WrittenSpan.ToArray();
    }
}
