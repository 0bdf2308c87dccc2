using System.Buffers;
using System.Numerics;

namespace MixPolicy.Manifests;

/// <summary>
/// Parquet's RLE/bit-packed hybrid (github.com/apache/parquet-format, Encodings.md, RLE = 3), without the length that some places put
/// before it. Eight equal values or more make a run, all else is packed in groups of eight: the values alone decide what is written.
/// </summary>
internal static class HybridEncoder
{
    private const int Group = 8;

    /// <summary>Appends the values.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="values">Non-negative; each fits the width.</param>
    /// <param name="width">Bits a value, 1 to 32.</param>
    public static void Write<T>(ArrayBufferWriter<byte> output, ReadOnlySpan<T> values, int width)
        where T : unmanaged, IBinaryInteger<T>
    {
        while (!values.IsEmpty)
        {
            var run = Run(values);
            if (run == 0)
            {
                var packed = Group;
                while (packed < values.Length && Run(values[packed..]) == 0) packed += Group;
                packed = Math.Min(packed, values.Length);
                WritePacked(output, values[..packed], width);
                values = values[packed..];
            }
            else
            {
                WriteRun(output, uint.CreateTruncating(values[0]), run, width);
                values = values[run..];
            }
        }
    }

    /// <summary>Length of the run at the start; 0 when packing serves better. A short run pays only where nothing follows it.</summary>
    private static int Run<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        // Most starts that are no run show it in their second value: that test is cheaper than the vectorised search.
        if (values.Length > 1 && values[0] != values[1]) return 0;
        var run = values.IndexOfAnyExcept(values[0]);
        return run < 0 ? values.Length : run >= Group ? run : 0;
    }

    private static void WriteRun(ArrayBufferWriter<byte> output, uint value, int length, int width)
    {
        VarInt.Write(output, (ulong)length << 1);
        var bytes = (width + 7) / 8;
        var span = output.GetSpan(bytes);
        for (var i = 0; i < bytes; i++, value >>= 8) span[i] = (byte)value;
        output.Advance(bytes);
    }

    private static void WritePacked<T>(ArrayBufferWriter<byte> output, ReadOnlySpan<T> values, int width)
        where T : unmanaged, IBinaryInteger<T>
    {
        var groups = (values.Length + Group - 1) / Group;
        VarInt.Write(output, ((ulong)groups << 1) | 1);
        var bytes = groups * width;
        var span = output.GetSpan(bytes)[..bytes];
        span[^width..].Clear(); // the last group may be partly padding
        var bits = new BitWriter(span, width);
        foreach (var value in values) bits.Add(ulong.CreateTruncating(value));
        bits.Finish();
        output.Advance(bytes);
    }
}
