using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Trace;

/// <summary>Reads a ledger once, from the first leaf to the last: finds a text, proves that it is there, and proves that the ledger only grew.</summary>
internal static class LedgerTracer
{
    /// <summary>Reads the newest ledger of a chain; the answer for each form of the text.</summary>
    /// <param name="chain">The reports, the newest first.</param>
    /// <param name="asked">What is looked for.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="SourceFileException">The ledger cannot be read, is not the one that its report names, or did not grow as the reports say.</exception>
    public static Func<TextForm, TracedLedger> Read(IReadOnlyList<ReportAtHand> chain, AskedText asked, CancellationToken cancellation)
    {
        var ledger = chain[0].Ledger;
        var older = Older(chain);
        var sizes = older.Select(o => o.Size.Records).ToHashSet();
        var tree = new TreeHasher();
        var (exact, trimmed) = (new HitCollector(tree), new HitCollector(tree));
        var growths = new Dictionary<long, GrowthProof>();
        Span<byte> digest = stackalloc byte[Digest256.Size];
        using var reader = new LedgerReader(ledger.Path, hashes: true);
        while (reader.Next())
        {
            if ((reader.Count & 0xfff) == 0) cancellation.ThrowIfCancellationRequested();
            var leaf = reader.Leaf;
            leaf.Digest.CopyTo(digest);
            var form = asked.Match(digest, leaf.Source, leaf.Id);
            if (form != TextForm.None) (form == TextForm.Exact ? exact : trimmed).Add(leaf, 0, null);
            tree.Append(leaf.Data);
            if (sizes.Contains(reader.Count)) growths[reader.Count] = tree.ProveGrowth()!;
        }

        var now = new LedgerSize(reader.Count, tree.Finish());
        ledger.Demand(reader.Sha256(), reader.Offset, now);
        IReadOnlyList<TracedGrowth> growth = [.. older.Select(o => Checked(o.Generation, o.Size, growths.GetValueOrDefault(o.Size.Records), now))];
        return form => form == TextForm.Exact
            ? new TracedLedger(chain[0], exact.Hits(now.Root), exact.FirstGeneration, growth)
            : new TracedLedger(chain[0], trimmed.Hits(now.Root), trimmed.FirstGeneration, growth);
    }

    /// <summary>The older ledgers, the newest first, as the reports of the chain say that they grew from them.</summary>
    private static List<(long? Generation, LedgerSize Size)> Older(IReadOnlyList<ReportAtHand> chain)
    {
        var older = new List<(long? Generation, LedgerSize Size)>();
        for (var i = 0; i < chain.Count; i++)
        {
            var stated = chain[i].Document.Report.GetProperty("ledger").GetProperty("parent");
            if (stated.ValueKind == JsonValueKind.Null) continue;
            var size = new LedgerSize(stated.GetProperty("records").GetInt64(), ReportReader.Digest(stated.GetProperty("root")));
            if (i + 1 < chain.Count && chain[i + 1].Ledger.Size != size)
            {
                throw new SourceFileException(Codes.ReportMismatch, $"is said by {chain[i].Name} to have grown from {size.Records} leaves with the root {size.Root}, but {chain[i + 1].Name} has {chain[i + 1].Ledger.Size.Records} with the root {chain[i + 1].Ledger.Size.Root}");
            }

            // From a ledger of no leaves nothing can be proved.
            if (size.Records > 0) older.Add((chain[i].Parent?.Kept.Generation, size));
        }

        return older;
    }

    private static TracedGrowth Checked(long? generation, LedgerSize first, GrowthProof? growth, LedgerSize now)
    {
        var proof = growth?.Hashes(now.Records) ?? [];
        return growth is not null && MerkleProof.VerifyConsistency(first.Records, now.Records, proof, first.Root, now.Root)
            ? new TracedGrowth(generation, first, now, proof)
            : throw new SourceFileException(Codes.ReportMismatch, $"does not extend an older one that the reports name ({first.Records} leaves with the root {first.Root})");
    }
}
