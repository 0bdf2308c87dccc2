namespace MixPolicy.Generations;

/// <summary>What the parent's lineage report says that its children need. Immutable.</summary>
/// <param name="Path">As the policy writes it.</param>
/// <param name="Generation">Number of the parent's generation.</param>
/// <param name="File">The report.</param>
/// <param name="Manifest">The manifest that it names, with the digest that it must have.</param>
/// <param name="Rows">Rows of that manifest.</param>
/// <param name="TakenDown">The tombstones that it honoured: they hold for all who come after it.</param>
internal sealed record ParentReport(string Path, long Generation, InputFile File, InputFile Manifest, long Rows, IReadOnlyList<Tombstone> TakenDown);
