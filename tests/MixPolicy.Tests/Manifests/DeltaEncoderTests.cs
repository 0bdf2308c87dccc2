using System.Buffers;
using MixPolicy.Manifests;

namespace MixPolicy.Tests.Manifests;

/// <summary>
/// Bytes worked out by hand from Encodings.md; that all values survive is for the readers in <see cref="FlatParquetWriterTests"/> to say.
/// </summary>
public sealed class DeltaEncoderTests
{
    [Fact]
    public void Write_OneToFive_SpecificationsFirstExample() =>
        Assert.Equal("80010405" + "02" + "02" + "00000000", Bytes([1, 2, 3, 4, 5], narrow: false));

    [Fact]
    public void Write_SevenDown_SpecificationsSecondExample() =>
        Assert.Equal("80010408" + "0E" + "03" + "02000000" + "C03F000000000000", Bytes([7, 5, 3, 1, 2, 3, 4, 5], narrow: false));

    [Fact]
    public void Write_FromLeastToGreatest32_WrapsAt32() =>
        Assert.Equal("80010402" + "FFFFFFFF0F" + "01" + "00000000", Bytes([int.MinValue, int.MaxValue], narrow: true));

    [Fact]
    public void Write_Nothing_HeaderAlone() => Assert.Equal("8001040000", Bytes([], narrow: false));

    private static string Bytes(long[] values, bool narrow)
    {
        var output = new ArrayBufferWriter<byte>();
        DeltaEncoder.Write(output, values, narrow);
        return Convert.ToHexString(output.WrittenSpan);
    }
}
