using DuckDB.NET.Data;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

/// <summary>Whatever the bytes, a Parquet file reads or is a fault of the file: no other exception, no endless loop, no unbounded memory.</summary>
public sealed class ParquetFaultsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("PAR1")]
    [InlineData("PAR1PAR1")]
    [InlineData("PAR1\u0000\u0000\u0000\u0000PAR1")]
    [InlineData("PAR1\u007f\u007f\u007f\u007fPAR1")]
    [InlineData("PAR1 not a footer \u0012\u0000\u0000\u0000PAR1")]
    public void Open_NoFooter_IsAFault(string content) =>
        Assert.Equal("MIX0202", Assert.Throws<SourceFileException>(() => Reading.All(_folder.Write("x.parquet", content), "a")).Code);

    [Fact]
    public void Open_EncryptedFooter_SaysSo()
    {
        var fault = Assert.Throws<SourceFileException>(() => Reading.All(_folder.Write("x.parquet", "PAREabcdefghPARE"), "a"));
        Assert.Equal("The Parquet file is encrypted.", fault.Message);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public void Read_EveryByteChanged_ReadsOrIsAFault(string version)
    {
        var whole = Sample(version);
        foreach (var flip in new byte[] { 0x01, 0x80, 0xff })
        {
            for (var at = 4; at < whole.Length; at++)
            {
                var bad = (byte[])whole.Clone();
                bad[at] ^= flip;
                ReadOrFault(bad);
            }
        }
    }

    [Fact]
    public void Read_CutAtEveryByte_IsAFault()
    {
        var whole = Sample("v1");
        for (var length = 0; length < whole.Length; length++)
        {
            var path = _folder.Write("x.parquet", whole.AsSpan(0, length));
            Assert.Throws<SourceFileException>(() => Reading.All(path, "id", "text"));
        }
    }

    [Fact]
    public void Read_RandomDamage_ReadsOrIsAFault()
    {
        var whole = Sample("v2");
        var random = new Random(11);
        for (var i = 0; i < 3000; i++)
        {
            var bad = (byte[])whole.Clone();
            for (var hits = random.Next(1, 8); hits > 0; hits--) bad[random.Next(4, bad.Length)] = (byte)random.Next(256);
            ReadOrFault(bad);
        }
    }

    [Fact]
    public void Read_NoRows_IsEmpty()
    {
        var path = _folder["x.parquet"];
        Write(path, "SELECT 1 AS id, 'x' AS text WHERE false", "v1");
        Assert.Empty(Reading.All(path, "id", "text"));
    }

    private void ReadOrFault(byte[] bytes)
    {
        try
        {
            Reading.All(_folder.Write("x.parquet", bytes), "id", "text", "n", "s.x", "d", "b");
        }
        catch (SourceFileException fault)
        {
            Assert.Equal("MIX0202", fault.Code);
        }
    }

    private byte[] Sample(string version)
    {
        var path = _folder["sample.parquet"];
        Write(
            path,
            "SELECT range::VARCHAR AS id, CASE WHEN range % 4 = 0 THEN NULL ELSE 'text é ' || (range % 3) END AS text, range * 7 AS n, {'x': range} AS s, DATE '2020-01-01' AS d, range % 2 = 0 AS b FROM range(30)",
            version);
        return File.ReadAllBytes(path);
    }

    private static void Write(string path, string sql, string version)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET threads = 1; COPY ({sql}) TO '{path}' (FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION {version})";
        command.ExecuteNonQuery();
    }
}
