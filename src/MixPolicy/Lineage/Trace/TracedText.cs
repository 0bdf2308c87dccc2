using MixPolicy.Generations;
using MixPolicy.Hashing;
using MixPolicy.Ledger;

namespace MixPolicy.Lineage.Trace;

/// <summary>Where a text is, and was. Immutable.</summary>
/// <param name="Asked">What was asked.</param>
/// <param name="Form">In which form the text was looked for in the end: without a file's last newline only if it is nowhere with it.</param>
/// <param name="Ledger">What the newest ledger holds of it: the records of all generations up to there.</param>
/// <param name="Mixes">What the manifests hold of it, the newest first.</param>
/// <param name="Tombstones">Where it was taken down.</param>
/// <param name="Sources">Source files that have the bytes of the file that was asked about.</param>
internal sealed record TracedText(
    AskedText Asked,
    TextForm Form,
    TracedLedger Ledger,
    IReadOnlyList<TracedMix> Mixes,
    IReadOnlyList<StatedTombstone> Tombstones,
    IReadOnlyList<SourceTwin> Sources)
{
    /// <summary>Whether any leaf or row holds it.</summary>
    public bool IsPresent => Ledger.Hits.Total > 0 || Mixes.Any(m => m.Hits.Total > 0);

    /// <summary>Whether the newest manifest holds it.</summary>
    public bool IsInMix => Mixes[0].Hits.Total > 0;
}

/// <summary>A ledger that was read leaf by leaf.</summary>
/// <param name="Report">The report that it is of.</param>
/// <param name="Hits">The leaves that hold the text.</param>
/// <param name="FirstGeneration">The generation that first admitted one; null when there is none.</param>
/// <param name="Growth">That it only grew from those of the generations before, the newest first.</param>
internal sealed record TracedLedger(ReportAtHand Report, TracedHits Hits, long? FirstGeneration, IReadOnlyList<TracedGrowth> Growth);

/// <summary>A manifest that was read row by row.</summary>
/// <param name="Report">The report that it is of.</param>
/// <param name="Hits">The rows that hold the text.</param>
internal sealed record TracedMix(ReportAtHand Report, TracedHits Hits);

/// <summary>That a ledger only grew from an older one; the proof was checked.</summary>
/// <param name="Generation">The older ledger's generation; null where the report does not say.</param>
/// <param name="First">The older ledger.</param>
/// <param name="Second">The newer one.</param>
/// <param name="Proof">RFC 6962, 2.1.2; empty when nothing was added.</param>
internal sealed record TracedGrowth(long? Generation, LedgerSize First, LedgerSize Second, IReadOnlyList<Digest256> Proof);

/// <summary>That a text was taken down.</summary>
/// <param name="Report">Name of the newest report that says so.</param>
/// <param name="Tombstone">What it says.</param>
internal sealed record StatedTombstone(string Report, Tombstone Tombstone);

/// <summary>A source file with the bytes of the file that was asked about.</summary>
/// <param name="Generation">The generation that read it.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="File">The file, as the report calls it.</param>
internal sealed record SourceTwin(long Generation, string Source, string File);
