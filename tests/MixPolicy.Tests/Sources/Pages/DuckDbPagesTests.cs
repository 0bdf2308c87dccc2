namespace MixPolicy.Tests.Sources.Pages;

/// <summary>What DuckDB makes of a file from Arrow C++, our page decoder reads as it was, and as Parquet.Net reads it.</summary>
public sealed class DuckDbPagesTests : IDisposable
{
    /// <summary>Parquet.Net takes 32-bit numbers for what they are not when their differences take more bits.</summary>
    private static readonly CellType[] Misread = [CellType.Whole32, CellType.Unsigned32, CellType.Date, CellType.Decimal32];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("COMPRESSION uncompressed, PARQUET_VERSION v1")]
    [InlineData("COMPRESSION snappy, PARQUET_VERSION v2")]
    [InlineData("COMPRESSION gzip, PARQUET_VERSION v1, DICTIONARY_SIZE_LIMIT 1")]
    [InlineData("COMPRESSION zstd, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1")]
    [InlineData("COMPRESSION brotli, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1, ROW_GROUP_SIZE 2048")]
    [InlineData("COMPRESSION lz4_raw, PARQUET_VERSION v1, ROW_GROUP_SIZE 2048, STRING_DICTIONARY_PAGE_SIZE_LIMIT 500")]
    public void Read_RewrittenByDuckDb_IsAsWritten(string options)
    {
        // A half becomes a float, and nanoseconds before 1970 are rounded the other way.
        var types = Enum.GetValues<CellType>().Except([CellType.Half, CellType.Nanoseconds]).ToArray();
        TestColumn[] columns =
        [
            .. types.SelectMany(type => new[] { 3, 4000 }.Select(distinct => SourceTables.Column($"{type}{distinct}", type, distinct % 2, 5000, 5, distinct))),
            SourceTables.Column("empty", CellType.Text, 1, 5000, 1, 10, nulls: 1000),
        ];
        ArrowFile.Write(_folder["arrow.parquet"], [.. columns.Select(c => new ArrowColumn(c))], new ArrowOptions());
        using (var duck = new DuckDb())
        {
            duck.Execute($"SET threads = 1; SET TimeZone = 'UTC'; COPY (FROM {DuckDb.Literal(_folder["arrow.parquet"])}) TO {DuckDb.Literal(_folder["duck.parquet"])} (FORMAT parquet, {options})");
        }

        var names = columns.Select(c => c.Name).ToArray();
        var pages = SourceCells.Read(_folder["duck.parquet"], names);
        foreach (var (column, cells) in columns.Zip(pages)) Assert.Equal(column.Expected, cells);
        var isDelta = options.Contains("v2", StringComparison.Ordinal) && options.Contains("LIMIT 1", StringComparison.Ordinal);
        foreach (var (column, cells) in columns.Zip(pages))
        {
            var agree = cells.SequenceEqual(SourceCells.Read(_folder["duck.parquet"], [column.Name], decodesPages: false)[0]);
            Assert.True(agree || (isDelta && Misread.Contains(column.Type)), $"{column.Name} by Parquet.Net");
        }
    }

    [Fact]
    public void Read_NestedAndRepeated_AreNestedBesideFlatOnes()
    {
        using var duck = new DuckDb();
        duck.Execute($"SET threads = 1; COPY (SELECT range AS n, [range, 2] AS l, {{'a': range, 'b': [range]}} AS s, MAP {{'k': range}} AS m, 'x' || (range % 7) AS t FROM range(9000)) TO {DuckDb.Literal(_folder["duck.parquet"])} (FORMAT parquet, ROW_GROUP_SIZE 4096)");
        string[] names = ["n", "l", "s", "s.a", "s.b", "m", "t", "absent"];
        var pages = SourceCells.Read(_folder["duck.parquet"], names);
        Assert.Equal(pages, SourceCells.Read(_folder["duck.parquet"], names, decodesPages: false));
        Assert.Equal(Enumerable.Range(0, 9000).Select(i => $"Integer {i} {i}"), pages[0]);
        Assert.Equal(pages[0], pages[3]);
        Assert.All(new[] { 1, 2, 4, 5 }, i => Assert.Equal(Enumerable.Repeat("Nested 0 ", 9000), pages[i]));
        Assert.Equal(Enumerable.Range(0, 9000).Select(i => $"Text 0 x{i % 7}"), pages[6]);
        Assert.Equal(Enumerable.Repeat("Missing 0 ", 9000), pages[7]);
    }
}
