using System.Text.Unicode;

namespace MixPolicy.Hashing;

/// <summary>
/// Whether bytes are valid UTF-8: the same answers as <see cref="Utf8.IsValid"/>, sooner when they are not all ASCII. The algorithm is that
/// of J. Keiser and D. Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte" (2020). Texts with ASCII between them, be it a
/// line feed, are valid together exactly when each is valid, and one long check is faster than many short ones.
/// </summary>
internal static class Utf8Check
{
    /// <summary>Whether all bytes together are valid UTF-8.</summary>
    public static bool IsValid(ReadOnlySpan<byte> bytes) =>
        Utf8Blocks64.CanCheck(bytes.Length) ? Utf8Blocks64.IsValid(bytes)
        : Utf8Blocks32.CanCheck(bytes.Length) ? Utf8Blocks32.IsValid(bytes)
        : Utf8.IsValid(bytes);
}
