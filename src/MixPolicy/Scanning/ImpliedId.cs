using System.Buffers.Text;
using MixPolicy.Hashing;

namespace MixPolicy.Scanning;

/// <summary>The id of a record whose source maps none: the text's digest in lower-case hex, <c>#</c>, and which occurrence it is, from 1.</summary>
internal static class ImpliedId
{
    /// <summary>Room for the longest id.</summary>
    public const int MaxBytes = (2 * Digest256.Size) + 1 + 10;

    /// <summary>Writes the id and returns the part written.</summary>
    public static ReadOnlySpan<byte> Write(in Digest256 digest, int occurrence, Span<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[Digest256.Size];
        digest.CopyTo(bytes);
        Convert.TryToHexStringLower(bytes, buffer, out var hex);
        buffer[hex] = (byte)'#';
        Utf8Formatter.TryFormat(occurrence, buffer[(hex + 1)..], out var digits);
        return buffer[..(hex + 1 + digits)];
    }
}
