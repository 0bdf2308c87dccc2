using DuckDB.NET.Data;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

public sealed class ParquetRecordReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("snappy")]
    [InlineData("gzip")]
    [InlineData("brotli")]
    [InlineData("zstd")]
    [InlineData("lz4_raw")]
    [InlineData("uncompressed")]
    public void Read_DuckDbFile_EveryCodec(string codec)
    {
        var path = Write($"SELECT range::VARCHAR AS id, repeat('é', (range % 50)::INT) AS text, CASE WHEN range % 3 = 0 THEN NULL ELSE range END AS n FROM range(10000)", $"COMPRESSION {codec}, ROW_GROUP_SIZE 2048");
        var expected = Enumerable.Range(0, 10000).Select(i => $"{i}|{new string('é', i % 50)}|{(i % 3 == 0 ? "-" : $"i{i}")}");
        Assert.Equal(expected, Reading.All(path, "id", "text", "n"));
    }

    [Theory]
    [InlineData("1::TINYINT", "i1")]
    [InlineData("-1::SMALLINT", "i-1")]
    [InlineData("255::UTINYINT", "i255")]
    [InlineData("4294967295::UINTEGER", "i4294967295")]
    [InlineData("9223372036854775807::UBIGINT", "i9223372036854775807")]
    [InlineData("18446744073709551615::UBIGINT", "s18446744073709551615")]
    [InlineData("0.1::FLOAT", "s0.1")]
    [InlineData("-2.5::DOUBLE", "s-2.5")]
    [InlineData("true", "strue")]
    [InlineData("-1.05::DECIMAL(4,2)", "s-1.05")]
    [InlineData("1234567890123456.78::DECIMAL(18,2)", "s1234567890123456.78")]
    [InlineData("-12345678901234567890123456789012345678::DECIMAL(38,0)", "s-12345678901234567890123456789012345678")]
    [InlineData("'x'::BLOB", "x")]
    [InlineData("'\\xFF'::BLOB", "xFF")]
    [InlineData("''", "")]
    [InlineData("NULL::VARCHAR", "-")]
    [InlineData("DATE '1969-12-31'", "t-86400000000")]
    [InlineData("TIMESTAMP '1969-12-31 23:59:59.999999'", "t-1")]
    [InlineData("TIMESTAMPTZ '2020-01-01 00:00:00+02'", "t1577829600000000")]
    [InlineData("TIMESTAMP_S '2020-01-01 00:00:00'", "t1577836800000000")]
    [InlineData("TIMESTAMP_MS '2020-01-01 00:00:00.001'", "t1577836800001000")]
    [InlineData("TIMESTAMP_NS '1969-12-31 23:59:59.999999999'", "t-1")]
    [InlineData("TIME '01:02:03.5'", "01:02:03.5")]
    [InlineData("'f47ac10b-58cc-4372-a567-0e02b2c3d479'::UUID", "f47ac10b-58cc-4372-a567-0e02b2c3d479")]
    [InlineData("[1,2]", "n")]
    [InlineData("{'x': 1}", "n")]
    [InlineData("MAP {'x': 1}", "n")]
    public void Read_DuckDbValue_HasItsKind(string sql, string expected) =>
        Assert.Equal([expected], Reading.All(Write($"SELECT {sql} AS v"), "v"));

    [Fact]
    public void Read_NestedStructs_NullsAtEveryLevelAreMissing()
    {
        var path = Write("SELECT unnest([{'m': {'l': 'mit'}}, {'m': {'l': NULL}}, {'m': NULL}, NULL]) AS a");
        Assert.Equal(["mit", "-", "-", "-"], Reading.All(path, "a.m.l"));
    }

    [Fact]
    public void Read_RowGroups_RowsStartAnewAndBatchesNeverSpanTwo()
    {
        var path = Write("SELECT range AS v FROM range(10000)", "ROW_GROUP_SIZE 6144");
        using var reader = RecordReaders.Open(Reading.File(path), ["v"]);
        var batch = new RecordBatch(["v"]);
        var found = new List<(int, long, int)>();
        while (reader.Read(batch, CancellationToken.None)) found.Add((batch.RowGroup, batch.Row(0), batch.Count));
        Assert.Equal([(0, 0, 4096), (0, 4096, 2048), (1, 0, 3856)], found);
        Assert.Equal(new FileInfo(path).Length, reader.BytesRead);
    }

    [Fact]
    public void Read_LargeTexts_BatchesAreBoundedInBytes()
    {
        var path = Write("SELECT CASE WHEN range % 2 = 0 THEN repeat('x', 6000000) END AS v, range AS n FROM range(12)");
        using var reader = RecordReaders.Open(Reading.File(path), ["v", "n"]);
        var batch = new RecordBatch(["v", "n"]);
        var found = new List<long>();
        while (reader.Read(batch, CancellationToken.None))
        {
            Assert.InRange(batch.Columns[0].ByteCount, 0, 16 << 20);
            for (var i = 0; i < batch.Count; i++)
            {
                found.Add(batch.Columns[1].Number(i));
                Assert.Equal(batch.Columns[1].Number(i) % 2 == 0 ? 6_000_000 : 0, batch.Columns[0].Utf8(i).Length);
            }
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), found);
    }

    [Fact]
    public void MissingColumns_SchemaLacksSome_NamesThem()
    {
        using var reader = RecordReaders.Open(Reading.File(Write("SELECT 1 AS v")), ["v", "b", "v.x"]);
        Assert.Equal(["b", "v.x"], reader.MissingColumns);
    }

    private string Write(string sql, string options = "COMPRESSION zstd")
    {
        var path = _folder["duck.parquet"];
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET threads = 1; SET TimeZone = 'UTC'; COPY ({sql}) TO '{path}' (FORMAT parquet, {options})";
        command.ExecuteNonQuery();
        return path;
    }
}
