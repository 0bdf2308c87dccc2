using MixPolicy.Sources;

namespace MixPolicy.Scanning;

/// <summary>What an earlier scan may spare this one, and what this one leaves for the next.</summary>
/// <param name="Units">What scans of units left.</param>
/// <param name="KnownDigest">The SHA-256 of a file that is surely as it was when it was last read; null else. Called from any thread.</param>
/// <param name="Finds">Whether units of earlier scans are used.</param>
/// <param name="Keeps">Whether this scan's units are kept.</param>
internal sealed record ScanReuse(UnitStore Units, Func<SourceFile, byte[]?> KnownDigest, bool Finds, bool Keeps);
