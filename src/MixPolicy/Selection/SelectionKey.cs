using System.IO.Hashing;
using System.Text;

namespace MixPolicy.Selection;

/// <summary>
/// The order in which records are taken: XxHash3 (64 bit, <c>System.IO.Hashing.XxHash3.HashToUInt64</c>) seeded with the policy's seed, over
/// the UTF-8 bytes of the source's name, one zero byte, and the UTF-8 bytes of the record's id. Smaller keys are taken first; equal keys in
/// the order of their digests. It depends on nothing else: no file, order, thread, or other source. Golden vectors: docs/selection-key.md.
/// </summary>
internal readonly struct SelectionKey
{
    private readonly byte[] _prefix;
    private readonly long _seed;

    /// <summary>Keys of one source under one seed.</summary>
    public SelectionKey(string source, long seed)
    {
        _prefix = [.. Encoding.UTF8.GetBytes(source), 0];
        _seed = seed;
    }

    /// <summary>The key of a record's id.</summary>
    public ulong Of(ReadOnlySpan<byte> id)
    {
        var length = _prefix.Length + id.Length;
        Span<byte> bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        _prefix.CopyTo(bytes);
        id.CopyTo(bytes[_prefix.Length..]);
        return XxHash3.HashToUInt64(bytes, _seed);
    }
}
