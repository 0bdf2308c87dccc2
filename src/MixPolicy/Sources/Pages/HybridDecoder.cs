using System.Buffers.Binary;

namespace MixPolicy.Sources.Pages;

/// <summary>Parquet's RLE / bit-packed hybrid: definition levels, dictionary codes, booleans of v2 pages.</summary>
internal static class HybridDecoder
{
    /// <summary>Decodes so many numbers into an array, which grows only after the runs were seen to hold them.</summary>
    /// <param name="source">The runs, without a length in front.</param>
    /// <param name="width">Bits a number, 0..32.</param>
    /// <param name="count">How many numbers.</param>
    /// <param name="target">Gets them at its start.</param>
    /// <exception cref="InvalidDataException">The runs end too soon, or are not runs.</exception>
    public static void Decode(ReadOnlySpan<byte> source, int width, int count, ref int[] target)
    {
        if (target.Length < count)
        {
            Check(source, width, count);
            target = new int[count];
        }

        Decode(source, width, target.AsSpan(0, count));
    }

    /// <summary>Decodes exactly as many numbers as the target holds.</summary>
    /// <param name="source">The runs, without a length in front.</param>
    /// <param name="width">Bits a number, 0..32.</param>
    /// <param name="target">Gets the numbers.</param>
    /// <exception cref="InvalidDataException">The runs end too soon, or are not runs.</exception>
    public static void Decode(ReadOnlySpan<byte> source, int width, Span<int> target)
    {
        if (width is < 0 or > 32) throw Bad();
        var at = 0;
        while (!target.IsEmpty)
        {
            var head = Varint(source, ref at);
            var count = head >> 1;
            if (count == 0) throw Bad();
            int taken;
            if ((head & 1) == 0)
            {
                taken = (int)Math.Min(count, (uint)target.Length);
                target[..taken].Fill(Repeated(source, ref at, width));
            }
            else
            {
                taken = (int)Math.Min((ulong)count * 8, (ulong)target.Length);
                var bytes = (int)Math.Min((ulong)count * (ulong)width, (ulong)(source.Length - at));
                if ((long)bytes * 8 < (long)taken * width) throw Bad();
                Unpack(source.Slice(at, bytes), width, target[..taken]);
                at += bytes;
            }

            target = target[taken..];
        }
    }

    /// <summary>Unpacks numbers that stand bit after bit, least significant first.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, int width, Span<int> target)
    {
        if (width == 0)
        {
            target.Clear();
            return;
        }

        var mask = width == 32 ? uint.MaxValue : (1u << width) - 1;
        var i = 0;
        long bit = 0;
        // Eight bytes at a time hold any number of up to 32 bits at any bit of the first byte.
        for (; i < target.Length && (bit >> 3) + 8 <= packed.Length; i++, bit += width)
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(packed[(int)(bit >> 3)..]);
            target[i] = (int)((uint)(word >> (int)(bit & 7)) & mask);
        }

        Span<byte> tail = stackalloc byte[16];
        for (; i < target.Length; i++, bit += width)
        {
            tail.Clear();
            packed[(int)(bit >> 3)..].CopyTo(tail);
            target[i] = (int)((uint)(BinaryPrimitives.ReadUInt64LittleEndian(tail) >> (int)(bit & 7)) & mask);
        }
    }

    private static void Check(ReadOnlySpan<byte> source, int width, long count)
    {
        if (width is < 0 or > 32) throw Bad();
        for (var at = 0; count > 0;)
        {
            var head = Varint(source, ref at);
            var run = (head & 1) == 0 ? head >> 1 : (head >> 1) * 8L;
            var bytes = (head & 1) == 0 ? (width + 7) / 8 : ((Math.Min(run, count) * width) + 7) / 8;
            if (run == 0 || bytes > source.Length - at) throw Bad();
            count -= run;
            // A pack that is cut off can only be the last.
            at += (head & 1) == 0 ? (int)bytes : (int)Math.Min(run / 8 * width, source.Length - at);
        }
    }

    private static int Repeated(ReadOnlySpan<byte> source, ref int at, int width)
    {
        var bytes = (width + 7) / 8;
        if (bytes > source.Length - at) throw Bad();
        var value = 0u;
        for (var b = 0; b < bytes; b++) value |= (uint)source[at++] << (8 * b);
        return (int)value;
    }

    private static uint Varint(ReadOnlySpan<byte> source, ref int at)
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (at >= source.Length) throw Bad();
            var part = source[at++];
            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }

        throw Bad();
    }

    private static InvalidDataException Bad() => new("a run of levels or codes is not well-formed");
}
