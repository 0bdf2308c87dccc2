using System.Security.Cryptography;
using CsCheck;
using MixPolicy.Manifests;

namespace MixPolicy.Tests.Manifests;

public sealed class FlatParquetWriterTests : IDisposable
{
    private readonly DuckDb _duck = new();
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"mixpolicy-{Guid.NewGuid():N}.parquet");
    private int _written;

    public void Dispose()
    {
        _duck.Dispose();
        File.Delete(_path);
    }

    [Fact]
    public void Write_AnySmallTable_EveryReaderReadsItBack() =>
        Tables.Small.Sample(table => AssertReadBackAsync(table).GetAwaiter().GetResult(), iter: 150, threads: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200_000)]
    [InlineData(1, 50_000, 8, 1000)]
    public async Task Write_LargeTable_EveryReaderReadsItBack(params int[] rows) => await AssertReadBackAsync(Tables.Large(rows));

    [Fact]
    public async Task Write_PageOfNullsAmongPagesOfValues_EveryReaderReadsItBack()
    {
        var table = Tables.Large(350_000);
        var nullable = table.Columns.Index().Where(x => x.Item.Nullable).ToArray();
        await AssertReadBackAsync(new Table([.. nullable.Select(x => x.Item)], [[.. nullable.Select(x => table.RowGroups[0][x.Index])]]));
    }

    [Fact]
    public async Task Write_TextsLongerThanAPage_EveryReaderReadsItBack() => await AssertReadBackAsync(new Table(
        [new("text", ManifestType.Text, true)],
        [[[null, new string('ж', 1_500_000), "", null, new string('a', 3_000_000), new string('b', 600_000), new string('c', 600_000)]]]));

    [Fact]
    public async Task Write_OneLabelInEveryRow_EveryReaderReadsItBack() => await AssertReadBackAsync(new Table(
        [new("text", ManifestType.Text, false), new("number", ManifestType.Int64, true)],
        [[[.. Enumerable.Repeat("human", 1000)], [.. Enumerable.Repeat((object)-1L, 1000)]]]));

    [Fact]
    public async Task Write_NoRows_EveryReaderSeesAnEmptyTable() =>
        await AssertReadBackAsync(new Table([.. Tables.Large(1).Columns], []));

    [Fact]
    public void Write_SameValuesTwice_SameBytes()
    {
        var table = Tables.Large(3000, 3000);
        Assert.Equal(table.Write(("a", "b")), table.Write(("a", "b")));
    }

    [Fact]
    public void Write_AnySmallTable_SameBytesOnAnyNumberOfThreads() => Tables.Small.Sample(
        table =>
        {
            var one = table.Write(1, ("a", "b"));
            Assert.Equal(one, table.Write(2, ("a", "b")));
            Assert.Equal(one, table.Write(8, ("a", "b")));
        },
        iter: 100,
        threads: 1);

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Write_LargeTableOnThreads_SameBytesAsOnOne(int threads)
    {
        var table = Tables.Large(30_000, 20_000, 1, 40_000);
        Assert.Equal(table.Write(), table.Write(threads));
    }

    [Fact]
    public void Write_FixedTable_GoldenDigest()
    {
        // Changes with the format that we write or with ZstdSharp's version, whose frames are not promised to stay.
        var file = Tables.Large(1000, 10).Write(("policy", "golden"), ("seed", "0"));
        Assert.Equal("cedebdff67d709ca559bda60fdcd79f0831711e37ac140f0565a52d45f574199", Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    [Fact]
    public void Write_AllTypes_DuckDbSeesTheSchema()
    {
        const string instant = "TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>))";
        File.WriteAllBytes(_path, Tables.Large(10).Write());
        Assert.Equal(
            [
                "schema|||||",
                "Text|BYTE_ARRAY||REQUIRED|UTF8|StringType()",
                "Text?|BYTE_ARRAY||OPTIONAL|UTF8|StringType()",
                "Fixed32|FIXED_LEN_BYTE_ARRAY|32|REQUIRED||",
                "Fixed32?|FIXED_LEN_BYTE_ARRAY|32|OPTIONAL||",
                "Int32|INT32||REQUIRED||",
                "Int32?|INT32||OPTIONAL||",
                "Int64|INT64||REQUIRED||",
                "Int64?|INT64||OPTIONAL||",
                $"Timestamp|INT64||REQUIRED|TIMESTAMP_MICROS|{instant}",
                $"Timestamp?|INT64||OPTIONAL|TIMESTAMP_MICROS|{instant}",
                "Boolean|BOOLEAN||REQUIRED||",
                "Boolean?|BOOLEAN||OPTIONAL||",
                "label|BYTE_ARRAY||OPTIONAL|UTF8|StringType()",
                "part|INT32||REQUIRED||",
            ],
            _duck.Lines($"SELECT name, type, type_length, repetition_type, converted_type, logical_type FROM parquet_schema({Literal})"));
        Assert.Equal(
            [
                "VARCHAR", "VARCHAR", "BLOB", "BLOB", "INTEGER", "INTEGER", "BIGINT", "BIGINT",
                "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE", "BOOLEAN", "BOOLEAN", "VARCHAR", "INTEGER",
            ],
            _duck.Lines($"SELECT column_type FROM (DESCRIBE SELECT * FROM read_parquet({Literal}))"));
    }

    [Fact]
    public void Finish_Metadata_DuckDbSeesItInOrder()
    {
        File.WriteAllBytes(_path, Tables.Large(10).Write(("policy", "demo"), ("as_of", ""), ("имя", "значение"), ("a", "1")));
        Assert.Equal(
            ["policy|demo", "as_of|", "имя|значение", "a|1"],
            _duck.Lines($"SELECT decode(key), decode(value) FROM parquet_kv_metadata({Literal})"));
        Assert.Equal("mixpolicy|2", _duck.Lines($"SELECT created_by, format_version FROM parquet_file_metadata({Literal})").Single());
    }

    [Fact]
    public void Write_AnySmallTable_StatisticsAreDuckDbsOwnCounts() => Tables.Small.Sample(
        table =>
        {
            File.WriteAllBytes(_path, table.Write());
            var sums = table.RowGroups.SelectMany(group => group.Select(cells => $"{cells.Length}|{cells.Count(cell => cell is null)}"));
            Assert.Equal(sums, _duck.Lines(
                $"SELECT num_values, stats_null_count FROM parquet_metadata({Literal}) ORDER BY row_group_id, column_id"));
        },
        iter: 30,
        threads: 1);

    [Fact]
    public void Write_LabelsAndNumbers_BoundsAndEncodingsAreThoseOfTheValues()
    {
        object?[] few = [.. Enumerable.Range(0, 100).Select(i => i == 50 ? null : i % 2 == 0 ? "zeta" : "écrit")];
        object?[] many = [.. Enumerable.Range(0, 100).Select(i => (object)(i * 1000L))];
        object?[] longs = [.. Enumerable.Range(0, 100).Select(i => (object)new string((char)('a' + (i % 26)), i % 26 == 25 ? 65 : 64))];
        var table = new Table(
            [new("few", ManifestType.Text, true), new("many", ManifestType.Int32, false), new("long", ManifestType.Text, false)],
            [[few, many, longs]]);
        File.WriteAllBytes(_path, table.Write());
        Assert.Equal(
            ["zeta|écrit|1|RLE_DICTIONARY, RLE, PLAIN|ZSTD", "0|99000|0|DELTA_BINARY_PACKED|ZSTD", "||0|PLAIN|ZSTD"],
            _duck.Lines(
                $"SELECT stats_min_value, stats_max_value, stats_null_count, encodings, compression FROM parquet_metadata({Literal})"));
    }

    [Fact]
    public void Write_SeveralRowGroups_DuckDbFiltersFindEveryMatch()
    {
        File.WriteAllBytes(_path, Tables.Large(5000, 5000, 5000).Write());
        Assert.Equal(3, Matches("\"Timestamp\" = make_timestamptz(1700000000000000)"));
        Assert.Equal(0, Matches("label = 'absent'"));
        Assert.Equal(1000, Matches("\"Text\" >= 'файл-1/4' AND \"Text\" < 'файл-1/5' AND part = 4"));
    }

    [Fact]
    public void Constructor_NoColumnsOrOneNameTwice_Throws()
    {
        var column = new ManifestColumn("a", ManifestType.Text, true);
        Assert.Throws<ArgumentException>(() => new FlatParquetWriter(Stream.Null, [], 1));
        Assert.Throws<ArgumentException>(() => new FlatParquetWriter(Stream.Null, [column, column], 1));
    }

    [Fact]
    public void BeginRowGroup_BuffersThatDoNotMatch_Throws()
    {
        ManifestColumn[] columns = [new("a", ManifestType.Int64, true), new("b", ManifestType.Int64, true)];
        var (a, b) = (new ColumnBuffer(columns[0]), new ColumnBuffer(columns[1]));
        using var writer = new FlatParquetWriter(Stream.Null, columns, 1);
        Assert.Throws<ArgumentException>(() => writer.BeginRowGroup([a, b])); // no rows
        a.AddNull();
        Assert.Throws<ArgumentException>(() => writer.BeginRowGroup([a, b])); // uneven
        b.AddNull();
        Assert.Throws<ArgumentException>(() => writer.BeginRowGroup([b, a])); // swapped
        Assert.Throws<ArgumentException>(() => writer.BeginRowGroup([a])); // too few
        writer.BeginRowGroup([a, b]);
        writer.Finish([]);
        Assert.Throws<InvalidOperationException>(() => writer.BeginRowGroup([a, b]));
        Assert.Throws<InvalidOperationException>(() => writer.Finish([]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void EndRowGroup_StreamThatIsFull_ThrowsWhatTheStreamThrows(int threads)
    {
        ManifestColumn[] columns = [new("a", ManifestType.Text, false), new("b", ManifestType.Int64, false)];
        ColumnBuffer[] buffers = [.. columns.Select(column => new ColumnBuffer(column))];
        Table.Fill(buffers[0], [.. Enumerable.Range(0, 20_000).Select(i => $"text {i}")]);
        Table.Fill(buffers[1], [.. Enumerable.Range(0, 20_000).Select(i => (object)(long)i)]);
        using var full = new MemoryStream(new byte[10_000]);
        using var writer = new FlatParquetWriter(full, columns, threads);
        writer.BeginRowGroup(buffers);
        Assert.Throws<NotSupportedException>(writer.EndRowGroup);
    }

    private long Matches(string filter) => _duck.Number($"SELECT count(*) FROM read_parquet({Literal}) WHERE {filter}");

    private string Literal => DuckDb.Literal(_path);

    private async Task AssertReadBackAsync(Table table)
    {
        var file = table.Write(("key", "value"));

        // A name of its own: DuckDB may know a file that was written twice within a tick of the clock by its first footer.
        var path = $"{_path}.{++_written}";
        await File.WriteAllBytesAsync(path, file);
        var expected = table.Cells;
        AssertSame(expected, TableReaders.ByDuckDb(_duck, path, table.Columns), table, "DuckDB");
        File.Delete(path);
        AssertSame(expected, TableReaders.ByArrow(file, table.Columns), table, "Arrow C++");
        AssertSame(expected, await TableReaders.ByParquetNet(file, table.Columns), table, "Parquet.Net");
    }

    private static void AssertSame(object?[][] expected, object?[][] actual, Table table, string reader)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var where = $"{reader}, {table.Columns[i]}";
            Assert.True(expected[i].Length == actual[i].Length, $"{where}: {actual[i].Length} rows, not {expected[i].Length}");
            for (var row = 0; row < expected[i].Length; row++)
            {
                if (Equals(expected[i][row], actual[i][row])) continue;
                Assert.Fail($"{where}, row {row}: '{actual[i][row]}', not '{expected[i][row]}'");
            }
        }
    }
}
