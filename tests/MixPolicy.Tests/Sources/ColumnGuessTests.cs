using System.IO.Compression;
using System.Text;
using MixPolicy.Sources;

namespace MixPolicy.Tests.Sources;

/// <summary>From the first bytes of a file to a mapping.</summary>
public sealed class ColumnGuessTests
{
    [Fact]
    public void From_KnownNames_MapsInThePolicysOrder()
    {
        var mapping = ColumnGuess.From([Text("lang"), Text("Body"), new("token_count", ColumnShape.Integer), Text("url"), Text("colour"), Text("ID")]);

        Assert.Equal("id=ID text=Body tokens=token_count source_url=url language=lang", Show(mapping));
    }

    [Fact]
    public void From_SeveralCandidates_TakesTheFirstWordThatFits()
    {
        var mapping = ColumnGuess.From([Text("body"), Text("content"), new("text", ColumnShape.Other), new("tokens", ColumnShape.Other), new("n_tokens", ColumnShape.Integer)]);

        Assert.Equal("text=content tokens=n_tokens", Show(mapping));
    }

    [Fact]
    public void Columns_JsonLines_SeesNamesAndShapesOfSeveralRecords()
    {
        var columns = Peek(".jsonl", "\uFEFF{\"id\":1,\"text\":null}\n\nnot json\n{\"text\":\"a\",\"score\":0.5,\"meta\":{\"x\":[1]},\"n\":7}\n{\"late\":\"cut o"u8.ToArray());

        Assert.Equal("id:Integer text:Text score:Number meta:Other n:Integer", string.Join(' ', columns.Select(c => $"{c.Name}:{c.Shape}")));
    }

    [Fact]
    public void Columns_Csv_ReadsQuotedNames()
    {
        var columns = Peek(".csv", "id,\"te\"\"x,t\",\"two\nlines\"\r\n1,a,b\r\n"u8.ToArray());

        Assert.Equal(["id", "te\"x,t", "two\nlines"], columns.Select(c => c.Name));
    }

    [Fact]
    public void Columns_Gzip_IsUnpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write("{\"text\":\"a\"}\n"u8);

        Assert.Equal("text", Assert.Single(Peek(".jsonl.gz", packed.ToArray())).Name);
    }

    [Fact]
    public void Columns_Zstd_IsUnpacked()
    {
        using var packer = new ZstdSharp.Compressor();

        Assert.Equal("text", Assert.Single(Peek(".ndjson.zst", packer.Wrap(Encoding.UTF8.GetBytes("{\"text\":\"a\"}\n")).ToArray())).Name);
    }

    [Fact]
    public void Columns_ParquetByAnotherWriter_HasNamesAndShapes()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("mixpolicy-").FullName, "a.parquet");
        using (var file = new ParquetSharp.ParquetFileWriter(path, [new ParquetSharp.Column<string>("text"), new ParquetSharp.Column<long>("n_tokens"), new ParquetSharp.Column<double>("score")]))
        {
            file.Close();
        }

        var columns = ColumnPeek.Columns(path, ".parquet");
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Equal("text:Text n_tokens:Integer score:Number", string.Join(' ', columns.Select(c => $"{c.Name}:{c.Shape}")));
    }

    private static PeekedColumn Text(string name) => new(name, ColumnShape.Text);

    private static string Show(IEnumerable<KeyValuePair<string, string>> mapping) => string.Join(' ', mapping.Select(m => $"{m.Key}={m.Value}"));

    private static IReadOnlyList<PeekedColumn> Peek(string suffix, byte[] bytes)
    {
        var path = Path.Combine(Path.GetTempPath(), $"mixpolicy-{Guid.NewGuid():N}{suffix}");
        File.WriteAllBytes(path, bytes);
        try
        {
            return ColumnPeek.Columns(path, suffix);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
