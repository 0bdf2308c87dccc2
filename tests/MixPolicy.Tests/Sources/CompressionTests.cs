using System.IO.Compression;
using System.Text;
using MixPolicy.Sources;
using ZstdSharp;

namespace MixPolicy.Tests.Sources;

public sealed class CompressionTests : IDisposable
{
    private static readonly string Text = string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"a\":{i},\"t\":\"{i * i * 7919:x}\"}}\n"));
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.jsonl.zst")]
    public void Read_CutAtEveryByte_IsAFaultOfTheFileOrWhole(string name)
    {
        var half = Text.Length / 2;
        var first = Pack(name, Text[..half]);
        byte[] whole = [.. first, .. Pack(name, Text[half..])];
        Assert.Equal(40, Reading.All(_folder.Write(name, whole), "a").Count);
        for (var length = 1; length < whole.Length; length++)
        {
            // Cut between two members it is a whole file of one: no reader can tell.
            if (length == first.Length) continue;
            var path = _folder.Write(name, whole.AsSpan(0, length));
            var fault = Assert.Throws<SourceFileException>(() => Reading.All(path, "a"));
            Assert.Equal("MIX0202", fault.Code);
        }
    }

    [Theory]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.jsonl.zst")]
    public void Read_EveryByteFlipped_NeverReadsOtherRecords(string name)
    {
        var whole = Pack(name, Text);
        var expected = Reading.All(_folder.Write(name, whole), "a", "t");
        for (var at = 0; at < whole.Length; at++)
        {
            var bad = (byte[])whole.Clone();
            bad[at] ^= 0x10;
            var path = _folder.Write(name, bad);
            try
            {
                // Flips in a time stamp or a name change nothing.
                Assert.Equal(expected, Reading.All(path, "a", "t"));
            }
            catch (SourceFileException fault)
            {
                Assert.Equal("MIX0202", fault.Code);
            }
        }
    }

    [Fact]
    public void Read_GzipOfManyMembers_ReadsAll()
    {
        var lines = Enumerable.Range(0, 3000).Select(i => $"{{\"a\":\"{i}\"}}\n").ToArray();
        byte[] whole = [.. lines.Chunk(7).SelectMany(c => Pack("x.gz", string.Concat(c))), .. Pack("x.gz", ""), .. Pack("x.gz", "")];
        Assert.Equal(3000, Reading.All(_folder.Write("x.jsonl.gz", whole), "a").Count);
        Assert.Equal(3000, Reading.All(_folder.Write("x.jsonl.gz", [.. whole, .. new byte[70_000]]), "a").Count);
    }

    [Fact]
    public void Read_GzipLargerThanItsBuffers_ReadsAll()
    {
        var random = new Random(7);
        var lines = Enumerable.Range(0, 20_000).Select(i => $"{{\"a\":\"{random.NextInt64():x}{random.NextInt64():x}\"}}\n").ToArray();
        byte[] whole = [.. Pack("x.gz", string.Concat(lines[..9_000])), .. Pack("x.gz", string.Concat(lines[9_000..]))];
        var found = Reading.All(_folder.Write("x.jsonl.gz", whole), "a");
        Assert.Equal(lines.Select(l => l[6..^3]), found);
    }

    [Fact]
    public void Read_GzipWithEveryHeaderField_PassesThem()
    {
        var plain = Pack("x.gz", "{\"a\":1}\n");
        byte[] whole = [0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 4, 0, 1, 2, 3, 4, .. "name\0"u8, .. "comment\0"u8, 9, 9, .. plain[10..]];
        Assert.Equal(["i1"], Reading.All(_folder.Write("x.jsonl.gz", whole), "a"));
    }

    [Theory]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.jsonl.zst")]
    public void Read_TextAfterTheLastMember_IsAFault(string name) =>
        Assert.Throws<SourceFileException>(() => Reading.All(_folder.Write(name, [.. Pack(name, Text), .. "tail"u8]), "a"));

    [Theory]
    [InlineData("x.jsonl.gz", "{\"a\":1}\n", "By its name the file is gzip, but it does not start as gzip does.")]
    [InlineData("x.csv.zst", "a,b\n1,2\n", "By its name the file is zstd, but it does not start as zstd does.")]
    [InlineData("x.parquet", "{\"a\":1}\n and more", "By its name the file is Parquet, but it does not start as Parquet does.")]
    [InlineData("x.jsonl", "PAR1abcdefgh", "By its name the file is plain text, but it holds Parquet data.")]
    [InlineData("x.jsonl.gz", "PAR1abcdefgh", "By its name the file is gzip, but it holds Parquet data.")]
    [InlineData("x.jsonl", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "The file is a Git LFS pointer: the data themselves were not downloaded.")]
    [InlineData("x.parquet", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "The file is a Git LFS pointer: the data themselves were not downloaded.")]
    public void Open_OtherKindThanNamed_SaysWhatItIs(string name, string content, string message)
    {
        var fault = Assert.Throws<SourceFileException>(() => Reading.All(_folder.Write(name, content), "a"));
        Assert.Equal(("MIX0202", message), (fault.Code, fault.Message));
        Assert.NotNull(fault.Remedy);
    }

    [Theory]
    [InlineData("x.jsonl")]
    [InlineData("x.jsonl.gz")]
    [InlineData("x.jsonl.zst")]
    [InlineData("x.csv.gz")]
    public void Read_EmptyFile_HasNoRecords(string name) => Assert.Empty(Reading.All(_folder.Write(name, ""), "a"));

    [Fact]
    public void Open_FileGone_SaysSoWithoutThisMachinesPath()
    {
        var fault = Assert.Throws<SourceFileException>(() => Reading.All(_folder["none.jsonl"], "a"));
        Assert.Equal("The file is not there any more.", fault.Message);
    }

    [Fact]
    public void BytesRead_CompressedFile_CountsBytesOnDisk()
    {
        var path = _folder.Write("x.jsonl.zst", Pack("x.zst", Text));
        using var reader = RecordReaders.Open(Reading.File(path), ["a"]);
        var batch = new RecordBatch(["a"]);
        while (reader.Read(batch, CancellationToken.None))
        {
        }

        Assert.Equal(new FileInfo(path).Length, reader.BytesRead);
    }

    internal static byte[] Pack(string name, string text)
    {
        using var packed = new MemoryStream();
        using (Stream packer = name.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)
            : Zstd(packed))
        {
            packer.Write(Encoding.UTF8.GetBytes(text));
        }

        // A gzip stream that was never written to is no bytes at all: an empty member is made by hand.
        return packed.Length > 0 ? packed.ToArray() : [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static CompressionStream Zstd(Stream into)
    {
        var packer = new CompressionStream(into, 3, leaveOpen: true);
        packer.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        return packer;
    }
}
