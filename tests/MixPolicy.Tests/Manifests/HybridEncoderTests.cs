using System.Buffers;
using MixPolicy.Manifests;

namespace MixPolicy.Tests.Manifests;

/// <summary>
/// Bytes worked out by hand from Encodings.md; that all values survive is for the readers in <see cref="FlatParquetWriterTests"/> to say.
/// </summary>
public sealed class HybridEncoderTests
{
    [Fact]
    public void Write_ZeroToSeven_PacksAsInTheSpecification() =>
        Assert.Equal("0388C6FA", Bytes([0, 1, 2, 3, 4, 5, 6, 7], 3));

    [Fact]
    public void Write_EqualValues_OneRunWithWholeBytes() => Assert.Equal("C8010500", Bytes([.. Enumerable.Repeat(5, 100)], 9));

    [Fact]
    public void Write_ShortMixture_PadsTheLastGroup() => Assert.Equal("0501" + "02", Bytes([1, 0, 0, 0, 0, 0, 0, 0, 0, 1], 1));

    [Fact]
    public void Write_RunAfterPackedValues_StartsAtAGroup() => Assert.Equal("03AA1401", Bytes([0, 1, 0, 1, 0, 1, 0, 1, .. Ones(10)], 1));

    [Fact]
    public void Write_Nothing_NoBytes() => Assert.Equal("", Bytes([], 1));

    private static IEnumerable<int> Ones(int count) => Enumerable.Repeat(1, count);

    private static string Bytes(int[] values, int width)
    {
        var output = new ArrayBufferWriter<byte>();
        HybridEncoder.Write<int>(output, values, width);
        return Convert.ToHexString(output.WrittenSpan);
    }
}
