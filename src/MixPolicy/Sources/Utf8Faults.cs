using System.Buffers;
using System.Text;

namespace MixPolicy.Sources;

/// <summary>Finds where bytes stop being UTF-8, for messages.</summary>
internal static class Utf8Faults
{
    /// <summary>Offset of the first byte that is not part of valid UTF-8; -1 when all of it is valid.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) != OperationStatus.Done) return at;
            at += length;
        }

        return -1;
    }
}
