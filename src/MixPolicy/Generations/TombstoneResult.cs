using MixPolicy.Diagnostics;

namespace MixPolicy.Generations;

/// <summary>What became of a file of tombstones.</summary>
/// <param name="Outcome">Satisfied: the text has a tombstone, a new one or one that was there; else nothing was changed.</param>
/// <param name="Diagnostics">Findings: by file, line, column and code.</param>
/// <param name="Digest">SHA-256 of the text, lower-case hex; null when it could not be told.</param>
/// <param name="Added">Whether a line was added.</param>
/// <param name="Count">Tombstones in the file now.</param>
public sealed record TombstoneResult(BuildOutcome Outcome, IReadOnlyList<Diagnostic> Diagnostics, string? Digest, bool Added, int Count);
