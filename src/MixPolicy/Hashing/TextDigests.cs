using System.Security.Cryptography;

namespace MixPolicy.Hashing;

/// <summary>
/// SHA-256 of many texts at once. A call for each short text costs more than its digest; texts side by side in the lanes of wide vectors
/// share the work instead. Thread-safe; allocates nothing.
/// </summary>
internal static unsafe class TextDigests
{
    /// <summary>Bytes from which a call costs nothing beside the text itself.</summary>
    public const int LongText = 1 << 13;

    /// <summary>The fastest way on this machine.</summary>
    public static DigestPath Fastest =>
        Knows(DigestPath.Sixteen) ? DigestPath.Sixteen : Knows(DigestPath.Eight) ? DigestPath.Eight : DigestPath.OneByOne;

    /// <summary>Whether this machine has the instructions for a way.</summary>
    public static bool Knows(DigestPath path) => path switch
    {
        DigestPath.Sixteen => Lanes16.IsSupported,
        DigestPath.Eight => Lanes8.IsSupported,
        _ => true,
    };

    /// <summary>Digests texts that lie in one buffer.</summary>
    /// <param name="bytes">The buffer. Texts may lie in it in any order, and overlap.</param>
    /// <param name="starts">Where each text starts.</param>
    /// <param name="lengths">How many bytes it has.</param>
    /// <param name="digests">Takes the digest of each.</param>
    /// <exception cref="ArgumentException">There are not as many lengths or digests as starts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A text is not inside the buffer.</exception>
    public static void Compute(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, Span<Digest256> digests) =>
        Compute(bytes, starts, lengths, digests, Fastest);

    /// <summary>Digests texts in the way given.</summary>
    /// <exception cref="PlatformNotSupportedException">The machine lacks the instructions for it.</exception>
    public static void Compute(
        ReadOnlySpan<byte> bytes, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, Span<Digest256> digests, DigestPath path)
    {
        if (!Knows(path)) throw new PlatformNotSupportedException($"no instructions for {path}");
        if (lengths.Length != starts.Length) throw new ArgumentException("as many lengths as starts are needed", nameof(lengths));
        if (digests.Length != starts.Length) throw new ArgumentException("as many digests as starts are needed", nameof(digests));

        // All are checked before any is read: the lanes read through pointers.
        long total = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            var (start, length) = (starts[i], lengths[i]);
            if ((uint)start > (uint)bytes.Length || (uint)length > (uint)(bytes.Length - start)) throw Outside(i);
            total += length;
        }

        var limit = LaneLimit(path, starts.Length, total);
        for (var i = 0; i < starts.Length; i++)
        {
            if (lengths[i] >= limit) digests[i] = One(bytes.Slice(starts[i], lengths[i]));
        }

        if (limit == 0) return;
        fixed (byte* pinned = bytes)
        {
            if (path == DigestPath.Sixteen) LaneQueue<Lanes16>.Run(pinned, starts, lengths, digests, limit);
            else LaneQueue<Lanes8>.Run(pinned, starts, lengths, digests, limit);
        }
    }

    /// <summary>
    /// Length from which a text has a call of its own. A few texts would leave too many lanes empty. Eight lanes together are as fast as
    /// one call with a long text; sixteen are faster, if none of them has to run on alone with more than its share.
    /// </summary>
    private static long LaneLimit(DigestPath path, int texts, long bytes) => path switch
    {
        DigestPath.Sixteen when texts > 3 => Math.Max(LongText, bytes / Lanes16.Count),
        DigestPath.Eight when texts > 4 => LongText,
        _ => 0,
    };

    private static Digest256 One(ReadOnlySpan<byte> text)
    {
        Span<byte> digest = stackalloc byte[Digest256.Size];
        SHA256.HashData(text, digest);
        return new Digest256(digest);
    }

    private static ArgumentOutOfRangeException Outside(int text) => new(nameof(text), text, "a text is not inside the buffer");
}
