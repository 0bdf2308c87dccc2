using System.Globalization;
using Parquet;
using Parquet.Schema;
using ParquetSharp;

namespace MixPolicy.Tests.Sources;

/// <summary>Files as other libraries write them: Arrow C++ (through ParquetSharp) and Parquet.Net. DuckDB's are in <see cref="ParquetRecordReaderTests"/>.</summary>
public sealed class ParquetWritersTests : IDisposable
{
    private const int Rows = 3000;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<Compression, ParquetDataPageVersion, bool> ArrowFiles()
    {
        var data = new TheoryData<Compression, ParquetDataPageVersion, bool>();
        foreach (var codec in new[] { Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Brotli, Compression.Zstd, Compression.Lz4 })
        {
            foreach (var version in new[] { ParquetDataPageVersion.V1, ParquetDataPageVersion.V2 })
            {
                data.Add(codec, version, true);
                data.Add(codec, version, false);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ArrowFiles))]
    public void Read_ArrowFile_EveryCodecPageVersionAndDictionary(Compression codec, ParquetDataPageVersion version, bool dictionary)
    {
        var path = _folder["arrow.parquet"];
        var origin = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var text = Enumerable.Range(0, Rows).Select(i => i % 7 == 0 ? null : new string('é', i % 90) + i).ToArray();
        var label = Enumerable.Range(0, Rows).Select(i => $"label {i % 5}").ToArray();
        var count = Enumerable.Range(0, Rows).Select(i => i % 3 == 0 ? (long?)null : i * 1_000_000_007L).ToArray();
        var flag = Enumerable.Range(0, Rows).Select(i => i % 3 == 0).ToArray();
        var stamp = Enumerable.Range(0, Rows).Select(i => i % 11 == 0 ? (DateTime?)null : origin.AddSeconds(i)).ToArray();
        var empty = new string?[Rows];
        var real = Enumerable.Range(0, Rows).Select(i => i / 8.0).ToArray();
        using (var properties = Properties(codec, version, dictionary))
        using (var writer = new ParquetFileWriter(
            path,
            [new Column<string?>("text"), new Column<string>("label"), new Column<long?>("count"), new Column<bool>("flag"), new Column<DateTime?>("stamp", LogicalType.Timestamp(true, ParquetSharp.TimeUnit.Millis)), new Column<string?>("empty"), new Column<double>("real")],
            properties))
        {
            foreach (var half in new[] { ..(Rows / 2), (Rows / 2).. })
            {
                using var group = writer.AppendRowGroup();
                Add(group, text[half]);
                Add(group, label[half]);
                Add(group, count[half]);
                Add(group, flag[half]);
                Add(group, stamp[half]);
                Add(group, empty[half]);
                Add(group, real[half]);
            }

            writer.Close();
        }

        var expected = Enumerable.Range(0, Rows).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{text[i] ?? "-"}|{label[i]}|{(count[i] is { } n ? $"i{n}" : "-")}|{(flag[i] ? "strue" : "sfalse")}|{(stamp[i] is { } t ? $"t{(t - DateTime.UnixEpoch).Ticks / 10}" : "-")}|-|s{real[i]}"));
        Assert.Equal(expected, Reading.All(path, "text", "label", "count", "flag", "stamp", "empty", "real"));
    }

    [Theory]
    [InlineData(ParquetSharp.Encoding.DeltaByteArray)]
    [InlineData(ParquetSharp.Encoding.DeltaLengthByteArray)]
    [InlineData(ParquetSharp.Encoding.Plain)]
    public void Read_ArrowTextEncodings_AreDecoded(ParquetSharp.Encoding encoding)
    {
        var path = _folder["arrow.parquet"];
        var text = Enumerable.Range(0, Rows).Select(i => $"prefix/{i / 10}/é{i}").ToArray();
        using (var builder = new WriterPropertiesBuilder())
        using (var properties = builder.DisableDictionary().Encoding(encoding).Build())
        using (var writer = new ParquetFileWriter(path, [new Column<string>("text")], properties))
        {
            using var group = writer.AppendRowGroup();
            Add(group, text);
            writer.Close();
        }

        Assert.Equal(text, Reading.All(path, "text"));
    }

    [Fact]
    public void Read_ArrowDeltaIntegers_AreDecoded()
    {
        var path = _folder["arrow.parquet"];
        var numbers = Enumerable.Range(0, Rows).Select(i => (i * 37L) - 5000 + (i % 13 * 1_000_000L)).ToArray();
        using (var builder = new WriterPropertiesBuilder())
        using (var properties = builder.DisableDictionary().Encoding(ParquetSharp.Encoding.DeltaBinaryPacked).Build())
        using (var writer = new ParquetFileWriter(path, [new Column<long>("n"), new Column<int>("m")], properties))
        {
            using var group = writer.AppendRowGroup();
            Add(group, numbers);
            Add(group, numbers.Select(n => (int)n).ToArray());
            writer.Close();
        }

        Assert.Equal(numbers.Select(n => $"i{n}|i{(int)n}"), Reading.All(path, "n", "m"));
    }

    [Fact]
    public async Task Read_ParquetNetFile_NestedAndInt96()
    {
        var path = _folder["net.parquet"];
        var license = new DataField<string>("license");
        var old = new DateTimeDataField("old", DateTimeFormat.Impala, isNullable: false);
        var schema = new ParquetSchema(new StructField("meta", license), old);
        await using (var stream = File.Create(path))
        await using (var writer = await Parquet.ParquetWriter.CreateAsync(schema, stream, new ParquetOptions { CompressionLevel = System.IO.Compression.CompressionLevel.Fastest }))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(license, new string?[] { "mit", null, "" });
            await group.WriteAsync<DateTime>(old, new[] { DateTime.UnixEpoch, DateTime.UnixEpoch.AddSeconds(1), DateTime.UnixEpoch.AddDays(-1) });
            group.CompleteValidate();
        }

        Assert.Equal(["mit|t0|n", "-|t1000000|n", "|t-86400000000|n"], Reading.All(path, "meta.license", "old", "meta"));
    }

    private static WriterProperties Properties(Compression codec, ParquetDataPageVersion version, bool dictionary)
    {
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(codec).DataPageVersion(version).DataPagesize(4096);
        return (dictionary ? builder.EnableDictionary().DictionaryPagesizeLimit(2048) : builder.DisableDictionary()).Build();
    }

    private static void Add<T>(RowGroupWriter group, T[] values)
    {
        using var column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch(values);
    }
}
