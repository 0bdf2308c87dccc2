using System.Numerics;
using MixPolicy.Ledger;

namespace MixPolicy.Generations;

/// <summary>What the parent's lineage report says that its children need. Immutable.</summary>
/// <param name="Path">As the policy writes it.</param>
/// <param name="Generation">Number of the parent's generation.</param>
/// <param name="File">The report.</param>
/// <param name="Manifest">The manifest that it names, with the digest that it must have.</param>
/// <param name="Rows">Rows of that manifest.</param>
/// <param name="Ledger">The ledger that it names, with the digest and the root that it must have.</param>
/// <param name="Gauges">How varied its texts were, by the names of the gauges; empty where its policy had no rule that looks.</param>
/// <param name="TakenDown">The tombstones that it honoured: they hold for all who come after it.</param>
internal sealed record ParentReport(string Path, long Generation, InputFile File, InputFile Manifest, long Rows, ParentLedger Ledger, IReadOnlyList<ParentGauge> Gauges, IReadOnlyList<Tombstone> TakenDown);

/// <summary>A gauge of the parent's mix.</summary>
/// <param name="Name">By its path in the policy.</param>
/// <param name="Part">What was counted.</param>
/// <param name="Whole">Of how much; at least 1.</param>
internal sealed record ParentGauge(string Name, BigInteger Part, BigInteger Whole);
