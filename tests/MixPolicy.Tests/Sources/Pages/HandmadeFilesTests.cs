using System.IO.Compression;
using System.Numerics;
using MixPolicy.Sources;
using MixPolicy.Sources.Pages;
using Parquet.Meta;
using Type = Parquet.Meta.Type;

namespace MixPolicy.Tests.Sources.Pages;

/// <summary>Pages as no writer at hand makes them: unusual ones that are read, and forged ones that are refused without taking what they claim.</summary>
public sealed class HandmadeFilesTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Type.INT32, Encoding.DELTA_BINARY_PACKED)]
    [InlineData(Type.BYTE_ARRAY, Encoding.DELTA_LENGTH_BYTE_ARRAY)]
    [InlineData(Type.BYTE_ARRAY, Encoding.DELTA_BYTE_ARRAY)]
    [InlineData(Type.BOOLEAN, Encoding.RLE)]
    [InlineData(Type.DOUBLE, Encoding.BYTE_STREAM_SPLIT)]
    [InlineData(Type.BYTE_ARRAY, Encoding.RLE_DICTIONARY)]
    public void Read_OnlyNullsAndNoBytesOfValues_AreMissing(Type type, Encoding encoding) => Assert.Equal(
        ["Missing 0 ", "Missing 0 ", "Missing 0 "],
        Read(new HandmadeFile(type, 3, Page(3, encoding, Levels(3, 0)))));

    [Fact]
    public void Read_IndexAndEmptyPagesBetween_ArePassedOver() => Assert.Equal(
        ["Integer 7 7", "Integer 8 8"],
        Read(new HandmadeFile(
            Type.INT32,
            2,
            new HandmadePage(PageKind.Index, 0, Encoding.PLAIN, [1, 2, 3]),
            Page(0, Encoding.PLAIN, Levels(0, 0)),
            Page(1, Encoding.PLAIN, [.. Levels(1, 1), 7, 0, 0, 0]) with { StatisticsBytes = 5000 },
            Page(1, Encoding.PLAIN, [.. Levels(1, 1), 8, 0, 0, 0]))));

    [Fact]
    public void Read_V2PageNotCompressedInACompressedColumn_IsRead() => Assert.Equal(
        ["Text 0 ab"],
        Read(new HandmadeFile(
            Type.BYTE_ARRAY,
            1,
            new HandmadePage(PageKind.DataV2, 1, Encoding.PLAIN, [2, 1, 2, 0, 0, 0, .. "ab"u8]) { DefinitionBytes = 2, IsCompressed = false })
        { Codec = CompressionCodec.ZSTD }));

    [Fact]
    public void Read_BareBlockCalledLz4_IsRead()
    {
        byte[] plain = [.. Levels(1, 1), .. BitConverter.GetBytes(300), .. Enumerable.Repeat((byte)'x', 300)];
        var packed = new byte[1000];
        var body = packed[..K4os.Compression.LZ4.LZ4Codec.Encode(plain, packed)];
        Assert.Equal(
            [$"Text 0 {new string('x', 300)}"],
            Read(new HandmadeFile(Type.BYTE_ARRAY, 1, Page(1, Encoding.PLAIN, body) with { UncompressedBytes = plain.Length }) { Codec = CompressionCodec.LZ4 }));
    }

    [Fact]
    public void Read_CodesOfZeroBits_AllStandForTheFirstEntry() => Assert.Equal(
        ["Text 0 x", "Missing 0 ", "Text 0 x"],
        Read(new HandmadeFile(
            Type.BYTE_ARRAY,
            3,
            Dictionary(1, [1, 0, 0, 0, .. "x"u8]),
            Page(3, Encoding.RLE_DICTIONARY, [2, 0, 0, 0, 3, 0b101, 0, 4]))));

    [Fact]
    public void Read_SecondDictionaryInAColumn_CodesStandForItsEntries() => Assert.Equal(
        ["Text 0 x", "Text 0 y"],
        Read(new HandmadeFile(
            Type.BYTE_ARRAY,
            2,
            Dictionary(1, [1, 0, 0, 0, .. "x"u8]),
            Page(1, Encoding.RLE_DICTIONARY, [.. Levels(1, 1), 0, 2]),
            Dictionary(1, [1, 0, 0, 0, .. "y"u8]),
            Page(1, Encoding.RLE_DICTIONARY, [.. Levels(1, 1), 0, 2]))));

    [Theory]
    [InlineData(1, "a code stands for nothing")]
    [InlineData(33, "a run of levels or codes")]
    [InlineData(255, "a run of levels or codes")]
    public void Read_CodesBeyondTheDictionary_AreAFault(byte width, string fault) => Refuse(
        fault,
        new HandmadeFile(Type.BYTE_ARRAY, 1, Dictionary(1, [1, 0, 0, 0, .. "x"u8]), Page(1, Encoding.RLE_DICTIONARY, [.. Levels(1, 1), width, 2, 1, 1, 1, 1])));

    [Fact]
    public void Read_CodesWithoutADictionary_AreAFault() =>
        Refuse("a code stands for nothing", new HandmadeFile(Type.BYTE_ARRAY, 1, Page(1, Encoding.RLE_DICTIONARY, [.. Levels(1, 1), 0, 2])));

    [Fact]
    public void Read_WrongChecksum_IsAFault() =>
        Refuse("a page's checksum does not match", new HandmadeFile(Type.INT32, 1, Page(1, Encoding.PLAIN, [.. Levels(1, 1), 7, 0, 0, 0]) with { Checksum = 1 }));

    [Fact]
    public void Read_LevelsPackedTheOldWay_AreRefused() =>
        Refuse("levels encoded as BIT_PACKED", new HandmadeFile(Type.INT32, 1, Page(1, Encoding.PLAIN, [.. Levels(1, 1), 7, 0, 0, 0]) with { LevelEncoding = Encoding.BIT_PACKED }));

    [Theory]
    [InlineData(new byte[] { 5 })]
    [InlineData(new byte[] { 5, 0, 0, 0, 0x61 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0x61 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0x7f, 0x61 })]
    public void Read_TextBeyondItsPage_IsAFault(byte[] text) =>
        Refuse("a page holds other values than it says", new HandmadeFile(Type.BYTE_ARRAY, 1, Page(1, Encoding.PLAIN, [.. Levels(1, 1), .. text])));

    [Theory]
    [InlineData(CompressionCodec.UNCOMPRESSED)]
    [InlineData(CompressionCodec.SNAPPY)]
    [InlineData(CompressionCodec.GZIP)]
    [InlineData(CompressionCodec.BROTLI)]
    [InlineData(CompressionCodec.ZSTD)]
    [InlineData(CompressionCodec.LZ4_RAW)]
    [InlineData(CompressionCodec.LZ4)]
    public void Read_PageClaimsAGigabyte_IsRefusedWithoutTakingIt(CompressionCodec codec)
    {
        var body = Compress(codec, new byte[40_000]);
        if (codec is CompressionCodec.SNAPPY or CompressionCodec.LZ4_RAW or CompressionCodec.LZ4 or CompressionCodec.UNCOMPRESSED) body = new byte[40_000];
        var page = Page(1, Encoding.PLAIN, body) with { UncompressedBytes = 1 << 30 };
        Refuse("a page has another length than its header says", new HandmadeFile(Type.BYTE_ARRAY, 1, page) { Codec = codec });
        Refuse("a page has another length than its header says", new HandmadeFile(Type.BYTE_ARRAY, 1, Dictionary(1, body) with { UncompressedBytes = 1 << 30 }) { Codec = codec });
    }

    [Theory]
    [InlineData(CompressionCodec.GZIP)]
    [InlineData(CompressionCodec.BROTLI)]
    [InlineData(CompressionCodec.ZSTD)]
    public void Read_PageThatReallyRepeatsItself_IsRead(CompressionCodec codec)
    {
        var text = new byte[40 * Megabyte];
        text.AsSpan().Fill((byte)'x');
        byte[] plain = [.. Levels(1, 1), .. BitConverter.GetBytes(text.Length), .. text];
        var path = _folder.Write("handmade.parquet", new HandmadeFile(Type.BYTE_ARRAY, 1, Page(1, Encoding.PLAIN, Compress(codec, plain)) with { UncompressedBytes = plain.Length }) { Codec = codec }.Write());
        using var reader = RecordReaders.Open(Reading.File(path), ["c"]);
        var batch = new RecordBatch(["c"]);
        Assert.True(reader.Read(batch, CancellationToken.None));
        Assert.True(text.AsSpan().SequenceEqual(batch.Columns[0].Utf8(0)));
    }

    [Theory]
    [InlineData(Type.INT64, Encoding.PLAIN, 60_000_000)]
    [InlineData(Type.BYTE_ARRAY, Encoding.PLAIN, 60_000_000)]
    [InlineData(Type.BYTE_ARRAY, Encoding.PLAIN, 1_000_000)]
    [InlineData(Type.BOOLEAN, Encoding.RLE, 60_000_000)]
    [InlineData(Type.INT64, Encoding.DELTA_BINARY_PACKED, 8_000_000)]
    [InlineData(Type.BYTE_ARRAY, Encoding.DELTA_BYTE_ARRAY, 8_000_000)]
    [InlineData(Type.DOUBLE, Encoding.BYTE_STREAM_SPLIT, 60_000_000)]
    [InlineData(Type.BYTE_ARRAY, Encoding.RLE_DICTIONARY, 60_000_000)]
    public void Read_ManyValuesClaimed_AreRefusedWithoutTakingThem(Type type, Encoding encoding, int values)
    {
        // One block of a million differences of no bits, or something like it.
        byte[] body = [0x80, 0x80, 0x40, 1, .. VarInt((ulong)values), 0, 0, 0];
        var page = Page(values, encoding, body) with { Values = values };
        Refuse(null, new HandmadeFile(type, values, page) { IsRequired = true, Encodings = [encoding] });
    }

    [Fact]
    public void Read_LevelsThatEndTooSoon_AreRefusedWithoutTakingThem()
    {
        var page = Page(8_000_000, Encoding.PLAIN, [3, 0, 0, 0, .. Run(7_999_999), 0]);
        Refuse("a run of levels or codes", new HandmadeFile(Type.INT32, 8_000_000, page));
    }

    [Fact]
    public void Read_SharedHeadsWithoutEnd_TakeNoMoreThanABatch()
    {
        // A text of 60 KB, and 4000 that repeat it for nothing: 240 MB.
        var text = new string('x', 60_000);
        byte[] body = [.. Delta(4001, 0, 60_000), .. Delta(4001, 60_000, -60_000), .. System.Text.Encoding.ASCII.GetBytes(text)];
        var path = _folder.Write("handmade.parquet", new HandmadeFile(Type.BYTE_ARRAY, 4001, Page(4001, Encoding.DELTA_BYTE_ARRAY, body)) { IsRequired = true, Encodings = [Encoding.DELTA_BYTE_ARRAY] }.Write());
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = RecordReaders.Open(Reading.File(path), ["c"]);
        var batch = new RecordBatch(["c"]);
        var rows = 0;
        while (reader.Read(batch, CancellationToken.None))
        {
            for (var i = 0; i < batch.Count; i++) Assert.Equal(60_000, batch.Columns[0].Utf8(i).Length);
            rows += batch.Count;
        }

        Assert.Equal(4001, rows);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * Megabyte);
    }

    [Fact]
    public void Read_DecimalOfAMegabyte_IsRefused()
    {
        byte[] body = [.. BitConverter.GetBytes(Megabyte), .. new byte[Megabyte]];
        Refuse("a decimal that is too long", new HandmadeFile(Type.BYTE_ARRAY, 1, Page(1, Encoding.PLAIN, body)) { IsRequired = true, Meaning = ConvertedType.DECIMAL });
    }

    [Fact]
    public void Read_FixedBytesOfAnotherLength_AreAFault()
    {
        byte[] body = [.. Delta(1, 0, 0), .. Delta(1, 5, 0), .. "abcde"u8];
        Refuse("a page holds other values than it says", new HandmadeFile(Type.FIXED_LEN_BYTE_ARRAY, 1, Page(1, Encoding.DELTA_BYTE_ARRAY, body)) { IsRequired = true, Length = 12, Encodings = [Encoding.DELTA_BYTE_ARRAY] });
    }

    [Theory]
    [InlineData(CompressionCodec.LZO)]
    [InlineData((CompressionCodec)77)]
    public void Read_CodecThatNobodyReads_IsRefused(CompressionCodec codec) =>
        Refuse(null, new HandmadeFile(Type.INT32, 1, Page(1, Encoding.PLAIN, [.. Levels(1, 1), 7, 0, 0, 0])) { Codec = codec });

    [Theory]
    [InlineData(1 << 30, 100)]
    [InlineData(100, 2_000_000_000)]
    public void Read_ClaimsForParquetNet_AreRefusedWithoutTakingThem(int bytes, int values) =>
        Refuse(null, new HandmadeFile(Type.INT32, values, Page(values, Encoding.PLAIN, new byte[100]) with { UncompressedBytes = bytes }) { Encodings = [(Encoding)11], Codec = CompressionCodec.SNAPPY });

    [Fact]
    public void Read_RowsWithoutEndInAFileWithoutTheColumn_AreRefused()
    {
        var path = _folder.Write("handmade.parquet", new HandmadeFile(Type.INT32, 1L << 50, Page(1, Encoding.PLAIN, [.. Levels(1, 1), 7, 0, 0, 0])).Write());
        var fault = Assert.Throws<SourceFileException>(() => SourceCells.Read(path, ["absent"]));
        Assert.Contains("(row group 0)", fault.Message, StringComparison.Ordinal);
    }

    private static HandmadePage Page(int values, Encoding encoding, byte[] body) => new(PageKind.DataV1, values, encoding, body);

    private static HandmadePage Dictionary(int values, byte[] body) => new(PageKind.Dictionary, values, Encoding.PLAIN, body);

    /// <summary>Definition levels of v1: one run.</summary>
    private static byte[] Levels(int count, byte level)
    {
        byte[] run = count == 0 ? [] : [.. Run(count), level];
        return [.. BitConverter.GetBytes(run.Length), .. run];
    }

    private static byte[] Run(int count) => VarInt((ulong)count << 1);

    private static byte[] VarInt(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }

    private static byte[] ZigZag(long value) => VarInt((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>DELTA_BINARY_PACKED: a first value, a second that differs, and the same ever after, in one block.</summary>
    private static byte[] Delta(int count, long first, long step)
    {
        var block = Math.Max(128, (int)BitOperations.RoundUpToPowerOf2((uint)count));
        byte[] head = [.. VarInt((ulong)block), .. VarInt((ulong)block / 32), .. VarInt((ulong)count), .. ZigZag(first)];
        if (count == 1) return head;
        // The least difference is the step or nothing; over it 64 bits each in the first miniblock, none in the others.
        var least = Math.Min(step, 0);
        var first32 = new byte[32 * 8];
        for (var i = 0; i < 32; i++) BitConverter.TryWriteBytes(first32.AsSpan(i * 8), (i == 0 ? step : 0) - least);
        byte[] rest = least == 0 ? new byte[(block / 32) - 1] : [.. Enumerable.Repeat((byte)64, (block / 32) - 1)];
        var tail = least == 0 ? [] : Enumerable.Repeat(BitConverter.GetBytes(-least), ((count - 1 + 31) / 32 * 32) - 32).SelectMany(b => b).ToArray();
        return [.. head, .. ZigZag(least), 64, .. rest, .. first32, .. tail];
    }

    private static byte[] Compress(CompressionCodec codec, byte[] plain)
    {
        using var output = new MemoryStream();
        using (Stream? stream = codec switch
        {
            CompressionCodec.GZIP => new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true),
            CompressionCodec.BROTLI => new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true),
            CompressionCodec.ZSTD => new ZstdSharp.CompressionStream(output, 1, leaveOpen: true),
            _ => null,
        })
        {
            stream?.Write(plain);
        }

        return output.ToArray();
    }

    private List<string> Read(HandmadeFile file) => SourceCells.Read(_folder.Write("handmade.parquet", file.Write()), ["c"])[0];

    /// <summary>The file is refused for a reason, at its place, and no more than a hundred megabytes were taken before.</summary>
    private void Refuse(string? reason, HandmadeFile file)
    {
        var path = _folder.Write("handmade.parquet", file.Write());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<SourceFileException>(() => Read(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * Megabyte);
        Assert.Contains("(row group 0, column 'c')", fault.Message, StringComparison.Ordinal);
        if (reason is not null) Assert.Contains(reason, fault.InnerException!.Message, StringComparison.Ordinal);
    }

    private static void Read(string path)
    {
        using var reader = RecordReaders.Open(Reading.File(path), ["c"]);
        var batch = new RecordBatch(["c"]);
        while (reader.Read(batch, CancellationToken.None))
        {
        }
    }
}
