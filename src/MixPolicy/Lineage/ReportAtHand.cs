using MixPolicy.Generations;
using MixPolicy.Hashing;
using MixPolicy.Ledger;

namespace MixPolicy.Lineage;

/// <summary>A lineage report that was read and believed, with the files beside it that it names. Immutable.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="FullPath">Where it is, absolute.</param>
/// <param name="Document">The report.</param>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Generation">Number of the generation.</param>
/// <param name="Unit">What amounts count: <c>tokens</c>, <c>records</c> or <c>bytes</c>.</param>
/// <param name="Manifest">The manifest that it names, with the digest that it must have.</param>
/// <param name="Rows">Rows of that manifest.</param>
/// <param name="Root">Root of the tree over them.</param>
/// <param name="Ledger">The ledger that it names, with the digest and the root that it must have.</param>
/// <param name="Parent">What it says of the generation before; null when its policy names none.</param>
/// <param name="TakenDown">The tombstones that it honoured, by digest.</param>
/// <param name="Files">The source files that its build read.</param>
internal sealed record ReportAtHand(
    string Name,
    string FullPath,
    LineageDocument Document,
    string Policy,
    long Generation,
    string Unit,
    InputFile Manifest,
    long Rows,
    Digest256 Root,
    ParentLedger Ledger,
    StatedParent? Parent,
    IReadOnlyList<Tombstone> TakenDown,
    IReadOnlyList<StatedFile> Files);

/// <summary>A source file that a build read.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="File">Relative to the policy's folder.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
internal sealed record StatedFile(string Source, string File, string Sha256);

/// <summary>What a report says of the generation before.</summary>
/// <param name="Path">The parent's report, relative to the policy's folder.</param>
/// <param name="Sha256">What its bytes must be.</param>
/// <param name="Kept">What became of its human records.</param>
internal sealed record StatedParent(string Path, string Sha256, ParentLine Kept);
