using MixPolicy.Sources;

namespace MixPolicy.Reuse;

/// <summary>A file as it was known, and what its stamp says now.</summary>
/// <param name="Known">As it was.</param>
/// <param name="Path">Where it is, absolute.</param>
/// <param name="Now">Its stamp; null where there is none that can be believed.</param>
internal sealed record Comparison(KnownFile Known, string Path, FileStamp? Now)
{
    /// <summary>Reads it: whether its bytes are those that were known.</summary>
    public bool HasKnownContent(CancellationToken cancellation)
    {
        try
        {
            var (sha256, bytes) = FileFingerprint.Compute(Path, cancellation);
            return bytes == Known.Bytes && Convert.ToHexStringLower(sha256) == Known.Sha256;
        }
        catch (SourceFileException)
        {
            return false; // whoever reads it next says why
        }
    }

    /// <summary>The file as it is known from now on: its bytes are the same, and were read, if at all, after <paramref name="mark"/> and the stamp.</summary>
    public KnownFile Proved(long mark) =>
        Known.IsProvedBy(Now) ? Known : Known with { Stamp = Now, Settled = Now is not null && Now.IsSettledAt(mark) };
}
