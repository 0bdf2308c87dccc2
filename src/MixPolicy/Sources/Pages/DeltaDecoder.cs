using System.Buffers.Binary;

namespace MixPolicy.Sources.Pages;

/// <summary>DELTA_BINARY_PACKED: blocks of differences, bit-packed over their least.</summary>
internal static class DeltaDecoder
{
    private const int MaxBlock = 1 << 20;

    /// <summary>Decodes all numbers into an array that grows as needed; returns how many. Sums wrap as the format says.</summary>
    /// <param name="source">From the header on.</param>
    /// <param name="most">No page holds more values than this.</param>
    /// <param name="values">Gets the numbers.</param>
    /// <param name="used">Bytes of the source that were used.</param>
    /// <exception cref="InvalidDataException">The bytes are not well-formed.</exception>
    public static int Decode(ReadOnlySpan<byte> source, int most, ref long[] values, out int used)
    {
        var at = 0;
        var block = Varint(source, ref at);
        var minis = Varint(source, ref at);
        var total = Varint(source, ref at);
        var last = ZigZag(Varint(source, ref at));
        if (total > (ulong)most || minis == 0 || block == 0 || block > MaxBlock || block % minis != 0 || block / minis % 8 != 0) throw Bad();
        // Every block takes bytes for its least difference and its widths: a forged total ends here, not in an array.
        if ((total + block - 2) / block * (minis + 1) > (ulong)(source.Length - at) || total > (ulong)Math.Max(MaxBlock, source.Length * 4096L)) throw Bad();
        if (values.Length < (int)total) values = new long[(int)total];
        var perMini = (int)(block / minis);
        var filled = 0;
        if (total > 0) values[filled++] = last;
        while (filled < (int)total)
        {
            var least = ZigZag(Varint(source, ref at));
            if (at + (int)minis > source.Length) throw Bad();
            var widths = source.Slice(at, (int)minis);
            at += (int)minis;
            for (var mini = 0; mini < (int)minis && filled < (int)total; mini++)
            {
                int width = widths[mini];
                if (width > 64) throw Bad();
                var bytes = perMini / 8 * width;
                if (bytes > source.Length - at) throw Bad();
                var count = Math.Min(perMini, (int)total - filled);
                last = Unpack(source.Slice(at, bytes), width, least, last, values.AsSpan(filled, count));
                filled += count;
                at += bytes;
            }
        }

        used = at;
        return filled;
    }

    private static long Unpack(ReadOnlySpan<byte> packed, int width, long least, long last, Span<long> target)
    {
        var mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        Span<byte> nine = stackalloc byte[16];
        for (var i = 0; i < target.Length; i++)
        {
            var bit = (long)i * width;
            var from = packed[(int)(bit >> 3)..];
            var shift = (int)(bit & 7);
            ulong delta;
            if (from.Length >= 16)
            {
                delta = (ulong)(BinaryPrimitives.ReadUInt128LittleEndian(from) >> shift) & mask;
            }
            else
            {
                nine.Clear();
                from.CopyTo(nine);
                delta = (ulong)(BinaryPrimitives.ReadUInt128LittleEndian(nine) >> shift) & mask;
            }

            last = unchecked(last + least + (long)delta);
            target[i] = last;
        }

        return last;
    }

    private static ulong Varint(ReadOnlySpan<byte> source, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (at >= source.Length) throw Bad();
            var part = source[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }

        throw Bad();
    }

    private static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private static InvalidDataException Bad() => new("a run of differences is not well-formed");
}
