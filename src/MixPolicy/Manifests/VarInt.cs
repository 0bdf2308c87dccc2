using System.Buffers;

namespace MixPolicy.Manifests;

/// <summary>ULEB128 and zigzag, which Thrift's compact protocol and Parquet's encodings share.</summary>
internal static class VarInt
{
    private const int MaxBytes = 10;

    /// <summary>Writes seven bits a byte, the lowest first.</summary>
    public static void Write(ArrayBufferWriter<byte> output, ulong value)
    {
        var span = output.GetSpan(MaxBytes);
        var length = 0;
        for (; value >= 0x80; value >>= 7) span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        output.Advance(length);
    }

    /// <summary>Writes a signed value so that small ones of either sign are short.</summary>
    public static void WriteZigZag(ArrayBufferWriter<byte> output, long value) => Write(output, (ulong)((value << 1) ^ (value >> 63)));
}
