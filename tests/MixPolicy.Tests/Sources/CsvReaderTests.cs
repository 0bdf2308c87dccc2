using System.Text;
using CsCheck;
using DuckDB.NET.Data;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

public sealed class CsvReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x,y", "x|y")]
    [InlineData("\"x\",\"y\"", "x|y")]
    [InlineData("\"x\"\"q\"\"\",\"a,b\"", "x\"q\"|a,b")]
    [InlineData("\"two\nlines\",\"cr\r\nlf\"", "two\nlines|cr\r\nlf")]
    [InlineData(",\"\"", "-|")]
    [InlineData("007,-5", "i7|i-5")]
    [InlineData("1.5,1e3", "1.5|1e3")]
    [InlineData(" x , y ", " x | y ")]
    [InlineData("9223372036854775808,\"12\"", "9223372036854775808|i12")]
    [InlineData("a\rb,c", "a\rb|c")]
    public void Read_Row_HasItsCells(string row, string expected)
    {
        foreach (var end in new[] { "\n", "\r\n", "" })
        {
            Assert.Equal([expected], Reading.All(_folder.Write("x.csv", "a,b\n" + row + end), "a", "b"));
        }
    }

    [Theory]
    [InlineData("1,2,3", "3 fields where the header has 2")]
    [InlineData("1", "1 field where the header has 2")]
    [InlineData("x\"y,2", "a quote inside an unquoted field, at byte 2")]
    [InlineData("\"x\"y,2", "text after a closing quote, at byte 4")]
    [InlineData("\"x\"y\"z\",2", "text after a closing quote, at byte 4")]
    public void Read_BadRow_CostsOnlyItself(string row, string fault) =>
        Assert.Equal(["i0|i0", $"BAD 2: {fault}", "i3|i3"], Reading.All(_folder.Write("x.csv", $"a,b\n0,0\n{row}\n3,3\n"), "a", "b"));

    [Fact]
    public void Read_QuoteNeverClosed_IsABadRecordAtItsFirstLine() =>
        Assert.Equal(
            ["i0|i0", "BAD 2: a quote that is never closed, at byte 3"],
            Reading.All(_folder.Write("x.csv", "a,b\n0,0\n1,\"x\n2,2\n"), "a", "b"));

    [Fact]
    public void Read_InvalidUtf8_IsABadRecord() =>
        Assert.Equal(
            ["BAD 1: not valid UTF-8 at byte 3", "i1|i1"],
            Reading.All(_folder.Write("x.csv", [.. "a,b\n1,"u8, 0xc3, .. "\n1,1\n"u8]), "a", "b"));

    [Fact]
    public void Read_Rows_CountPhysicalLinesFromTheHeader()
    {
        var path = _folder.Write("x.csv", "\uFEFFa,b\r\n\r\n\"x\r\ny\",1\r\n\nz,2");
        using var reader = RecordReaders.Open(Reading.File(path), ["b", "none", "a"]);
        var batch = new RecordBatch(["b", "none", "a"]);
        Assert.True(reader.Read(batch, CancellationToken.None));
        Assert.Equal([2L, 5], Enumerable.Range(0, batch.Count).Select(batch.Row));
        Assert.Equal("\"x\r\ny\",1"u8, batch.Raw.Utf8(0));
        Assert.Equal("i1 - x\r\ny", string.Join(' ', batch.Columns.Select(c => Reading.Cell(c, 0))));
    }

    [Theory]
    [InlineData("a,a\n1,2\n", "two columns are named 'a'")]
    [InlineData("a,b\"c\n1,2\n", "a quote inside an unquoted field, at byte 4")]
    [InlineData("a,\"b\n1,2\n", "a quote that is never closed, at byte 3")]
    public void Open_BadHeader_IsTheFilesFault(string text, string fault)
    {
        var found = Assert.Throws<SourceFileException>(() => Reading.All(_folder.Write("x.csv", text), "a"));
        Assert.Equal(("MIX0202", $"The first line is no CSV header: {fault}.", 1L), (found.Code, found.Message, found.Line));
    }

    [Fact]
    public void MissingColumns_HeaderLacksSome_NamesThem()
    {
        using var reader = RecordReaders.Open(Reading.File(_folder.Write("x.csv", "a,a.b\n")), ["a", "c", "a.b", "a.b.c"]);
        Assert.Equal(["c", "a.b.c"], reader.MissingColumns);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n")]
    [InlineData("a,b")]
    public void Read_NoRows_IsEmpty(string text) => Assert.Empty(Reading.All(_folder.Write("x.csv", text), "a"));

    [Fact]
    public void Read_AnyTable_AgreesWithDuckDb()
    {
        var cell = Gen.OneOf(
            Gen.OneOf("", "\"\"", "x", "\"", "a\"b", "a,b", "two\nlines", "cr\r\nlf", " blank ", "é😀", "'"),
            Gen.String[Gen.Char['a', 'z'], 1, 5]).Select(Gen.Bool, (text, quoted) => (text, quoted));
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Gen.Select(cell, cell, cell).Array[1, 12].Select(Gen.OneOf("\n", "\r\n"), Gen.Bool).Sample(
            (rows, end, lastEnd) =>
            {
                var body = string.Join(end, rows.Select(r => $"{Write(r.Item1)},{Write(r.Item2)},{Write(r.Item3)}"));
                var path = _folder.Write($"{Guid.NewGuid()}.csv", $"a,b,c{end}{body}{(lastEnd ? end : "")}");
                Assert.Equal(DuckDb(connection, path), Reading.All(path, "a", "b", "c"));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void Read_RecordLargerThanTheWindow_IsWhole()
    {
        var text = string.Concat(Enumerable.Repeat("line \"\"q\"\"\n", 400_000));
        Assert.Equal([text.Replace("\"\"", "\"", StringComparison.Ordinal) + "|i1"], Reading.All(_folder.Write("x.csv", $"a,b\n\"{text}\",1\n"), "a", "b"));
    }

    /// <summary>A cell that both must read alike: a bare empty one is missing, one in quotes is empty text.</summary>
    private static string Write((string Text, bool Quoted) cell) =>
        cell.Quoted || cell.Text.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell.Text;

    private static List<string> DuckDb(DuckDBConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT * FROM read_csv('{path}', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', nullstr = '',
              allow_quoted_nulls = false, auto_detect = false, columns = {"{"}'a': 'VARCHAR', 'b': 'VARCHAR', 'c': 'VARCHAR'{"}"}, new_line = '{(Encoding.UTF8.GetString(File.ReadAllBytes(path)).StartsWith("a,b,c\r", StringComparison.Ordinal) ? "\\r\\n" : "\\n")}')
            """;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(string.Join('|', Enumerable.Range(0, 3).Select(i => reader.IsDBNull(i) ? "-" : reader.GetString(i))));
        }

        return found;
    }
}
