using System.Buffers;
using System.Numerics;

namespace MixPolicy.Manifests;

/// <summary>
/// DELTA_BINARY_PACKED (github.com/apache/parquet-format, Encodings.md): the first value, then blocks of 128 differences, each less the
/// block's smallest, in four packed parts of 32.
/// </summary>
internal static class DeltaEncoder
{
    private const int Block = 128;
    private const int Parts = 4;
    private const int Part = Block / Parts;

    /// <summary>Appends the values; none at all is allowed.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="values">In their order.</param>
    /// <param name="narrow">Whether the column is of 32 bits: differences then wrap at 32, for a reader takes no wider ones.</param>
    public static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<long> values, bool narrow)
    {
        VarInt.Write(output, Block);
        VarInt.Write(output, Parts);
        VarInt.Write(output, (ulong)values.Length);
        VarInt.WriteZigZag(output, values.IsEmpty ? 0 : values[0]);
        Span<long> deltas = stackalloc long[Block];
        for (var at = 1; at < values.Length; at += Block)
        {
            var count = Math.Min(Block, values.Length - at);
            for (var i = 0; i < count; i++)
            {
                var delta = unchecked(values[at + i] - values[at + i - 1]);
                deltas[i] = narrow ? (int)delta : delta;
            }

            WriteBlock(output, deltas[..count]);
        }
    }

    private static void WriteBlock(ArrayBufferWriter<byte> output, ReadOnlySpan<long> deltas)
    {
        var least = long.MaxValue;
        foreach (var delta in deltas) least = Math.Min(least, delta);
        VarInt.WriteZigZag(output, least);
        Span<ulong> offsets = stackalloc ulong[Block];
        offsets.Clear(); // a short block is padded to whole parts; parts that are padding alone get width 0, so no bytes
        for (var i = 0; i < deltas.Length; i++) offsets[i] = unchecked((ulong)(deltas[i] - least));
        Span<byte> widths = stackalloc byte[Parts];
        for (var part = 0; part < Parts; part++)
        {
            var seen = 0UL;
            foreach (var offset in offsets.Slice(part * Part, Part)) seen |= offset;
            widths[part] = (byte)(64 - BitOperations.LeadingZeroCount(seen));
        }

        output.Write(widths);
        for (var part = 0; part < Parts; part++) WritePart(output, offsets.Slice(part * Part, Part), widths[part]);
    }

    private static void WritePart(ArrayBufferWriter<byte> output, ReadOnlySpan<ulong> offsets, int width)
    {
        if (width == 0) return;
        var bytes = Part * width / 8;
        var bits = new BitWriter(output.GetSpan(bytes), width);
        foreach (var offset in offsets) bits.Add(offset);
        bits.Finish();
        output.Advance(bytes);
    }
}
