namespace MixPolicy.Scanning;

/// <summary>A string in a unit's heap: its length plus one as a base-128 number (0: absent), then its bytes.</summary>
internal static class HeapString
{
    /// <summary>Writes a string; the buffer holds at least five bytes more than it. Returns the bytes written.</summary>
    public static int Write(Span<byte> buffer, ReadOnlySpan<byte> text, bool present)
    {
        var length = present ? (uint)text.Length + 1 : 0;
        var at = 0;
        for (; length >= 0x80; length >>= 7) buffer[at++] = (byte)(length | 0x80);
        buffer[at++] = (byte)length;
        if (!present) return at;
        text.CopyTo(buffer[at..]);
        return at + text.Length;
    }

    /// <summary>Reads the next string and moves past it.</summary>
    public static ReadOnlySpan<byte> Read(scoped ref ReadOnlySpan<byte> heap, out bool present)
    {
        uint length = 0;
        var at = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = heap[at++];
            length |= (uint)(part & 0x7f) << shift;
            if (part < 0x80) break;
        }

        present = length > 0;
        var text = present ? heap.Slice(at, (int)(length - 1)) : default;
        heap = heap[(at + text.Length)..];
        return text;
    }
}
