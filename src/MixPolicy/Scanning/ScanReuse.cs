using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>What an earlier scan may spare this one, and what this one leaves for the next.</summary>
/// <param name="Units">What scans of units left.</param>
/// <param name="Known">What is known of a file that is surely as it was when it was last read; null else. Called from any thread.</param>
/// <param name="Finds">Whether units of earlier scans are used.</param>
/// <param name="Keeps">Whether this scan's units are kept.</param>
internal sealed record ScanReuse(UnitStore Units, Func<SourceFile, KnownContent?> Known, bool Finds, bool Keeps);

/// <summary>What was found of a file's content, so that it need not be read to find it again.</summary>
/// <param name="Sha256">Digest of its bytes.</param>
/// <param name="Parts">How it was cut.</param>
internal sealed record KnownContent(byte[] Sha256, IReadOnlyList<FilePart> Parts);
