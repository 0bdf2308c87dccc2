using CsCheck;
using MixPolicy.Sources.Zstd;
using ZstdSharp;

namespace MixPolicy.Tests.Sources.Zstd;

/// <summary>The system's library and the managed port give the same bytes, and refuse the same.</summary>
public sealed class ZstdStreamTests
{
    private static readonly Gen<byte[]> Contents = Gen.OneOf(
        Gen.Byte.Array[0, 300],
        Gen.Byte[97, 99].Array[0, 20_000],
        Gen.Const(new byte[200_000]));

    public static TheoryData<bool> Ways => NativeZstd.IsPresent ? [true, false] : [false];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Read_AnyFramesInAnySteps_GivesTheirContents(bool native) => Gen.Select(Contents.Array[0, 4], Gen.Int[1, 70_000], Gen.Int[1, 9]).Sample(
        (frames, step, buffer) =>
        {
            var packed = frames.SelectMany(Pack).ToArray();
            Assert.Equal(frames.SelectMany(f => f), ReadAll(packed, native, step, buffer * 100));
        },
        iter: 60);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Read_CutAnywhere_IsAnErrorUnlessBetweenFrames(bool native)
    {
        var frame = Pack(Enumerable.Range(0, 3000).Select(i => (byte)(i * i % 251)).ToArray());
        byte[] two = [.. frame, .. frame];
        for (var length = 0; length <= two.Length; length++)
        {
            var cut = two[..length];
            if (length % frame.Length == 0) Assert.Equal(length / frame.Length * 3000, ReadAll(cut, native, 512, 64).Length);
            else Assert.Throws<EndOfStreamException>(() => ReadAll(cut, native, 512, 64));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Read_AnyByteChanged_NeverGivesOtherBytesUnnoticed(bool native)
    {
        var content = Enumerable.Range(0, 2000).Select(i => (byte)(i * i % 7)).ToArray();
        var frame = Pack(content);
        for (var at = 0; at < frame.Length; at++)
        {
            byte[] damaged = [.. frame];
            damaged[at] ^= 0x11;
            try
            {
                Assert.Equal(content, ReadAll(damaged, native, 4096, 4096)); // a bit that means nothing, or a frame that is skipped whole
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ZstdException)
            {
                // Refused.
            }
            catch (Xunit.Sdk.EqualException) when (IsSkippable(damaged))
            {
                Assert.Empty(ReadAll(damaged, native, 4096, 4096));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Decompress_RoomTooSmallOrBytesCorrupt_IsRefused(bool native)
    {
        using var pages = new ZstdPages(native);
        var content = new byte[5000];
        var frame = Pack(content);
        Assert.Equal(5000, pages.Decompress(frame, new byte[6000]));
        Assert.Throws<InvalidDataException>(() => pages.Decompress(frame, new byte[4999]));
        Assert.Throws<InvalidDataException>(() => pages.Decompress(frame.AsSpan(0, frame.Length - 1), new byte[5000]));
        Assert.Throws<InvalidDataException>(() => pages.Decompress("no frame"u8, new byte[5000]));
        Assert.Equal(5000, pages.Decompress(frame, new byte[5000]));
    }

    private static bool IsSkippable(byte[] frame) => (frame[0] & 0xf0) == 0x50 && frame[1] == 0x2a && frame[2] == 0x4d && frame[3] == 0x18;

    private static byte[] Pack(byte[] content)
    {
        using var compressor = new Compressor(3);
        compressor.SetParameter(ZstdSharp.Unsafe.ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        return compressor.Wrap(content).ToArray();
    }

    private static byte[] ReadAll(byte[] packed, bool native, int step, int buffer)
    {
        using var stream = ZstdStream.Open(new MemoryStream(packed), buffer, native);
        using var all = new MemoryStream();
        var chunk = new byte[step];
        for (int read; (read = stream.Read(chunk, 0, chunk.Length)) > 0;) all.Write(chunk, 0, read);
        return all.ToArray();
    }
}
