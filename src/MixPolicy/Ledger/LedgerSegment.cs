namespace MixPolicy.Ledger;

/// <summary>The leaves that one generation admitted: a part of the file, in order.</summary>
/// <param name="Start">Byte at which the first of them starts.</param>
/// <param name="End">Byte after the last.</param>
internal readonly record struct LedgerSegment(long Start, long End);
