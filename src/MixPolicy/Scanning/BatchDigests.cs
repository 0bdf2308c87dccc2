using System.Security.Cryptography;
using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>SHA-256 of the texts of a batch. Not thread-safe.</summary>
internal sealed class BatchDigests
{
    private Digest256[] _digests = [];

    /// <summary>The digests of some cells of a column, in their order; they live until the next call.</summary>
    public ReadOnlySpan<Digest256> Compute(ValueColumn texts, ReadOnlySpan<int> records)
    {
        if (_digests.Length < records.Length) _digests = new Digest256[Math.Max(records.Length, 4096)];
        Span<byte> sha256 = stackalloc byte[Digest256.Size];
        for (var i = 0; i < records.Length; i++)
        {
            SHA256.HashData(texts.Utf8(records[i]), sha256);
            _digests[i] = new Digest256(sha256);
        }

        return _digests.AsSpan(0, records.Length);
    }
}
