using System.Text.Json;
using MixPolicy.Diagnostics;
using MixPolicy.Hashing;
using MixPolicy.Ledger;
using MixPolicy.Sources;

namespace MixPolicy.Lineage.Diff;

/// <summary>Finds out whether the newer ledger extends the older one: by the newer report's proof where the older is its parent, else by its leaves.</summary>
internal static class LedgerComparer
{
    /// <summary>Compares them.</summary>
    /// <exception cref="SourceFileException">The newer report's proof does not hold, or its ledger is not the one that it names.</exception>
    /// <exception cref="FormatException">The report says something in another form.</exception>
    public static LedgerGrowth Compare(ReportAtHand older, ReportAtHand newer, CancellationToken cancellation)
    {
        var (before, now) = (older.Ledger.Size, newer.Ledger.Size);
        if (before == now) return new LedgerGrowth(GrowthKind.Same, []);
        if (before.Records == 0 || before.Records >= now.Records) return new LedgerGrowth(GrowthKind.Apart, []);
        var stated = newer.Document.Report.GetProperty("ledger");
        if (stated.GetProperty("parent") is { ValueKind: JsonValueKind.Object } parent
            && new LedgerSize(parent.GetProperty("records").GetInt64(), ReportReader.Digest(parent.GetProperty("root"))) == before)
        {
            IReadOnlyList<Digest256> proof = [.. stated.GetProperty("consistency").EnumerateArray().Select(ReportReader.Digest)];
            return Checked(GrowthKind.Parent, proof, before, now);
        }

        try
        {
            return Read(before, newer.Ledger, cancellation);
        }
        catch (SourceFileException e) when (e.Code == Codes.LedgerUnreadable)
        {
            return new LedgerGrowth(GrowthKind.NotKnown, [], e.Message);
        }
    }

    private static LedgerGrowth Read(LedgerSize before, ParentLedger newer, CancellationToken cancellation)
    {
        var tree = new TreeHasher();
        GrowthProof? growth = null;
        using var reader = new LedgerReader(newer.Path, hashes: true);
        while (reader.Next())
        {
            if ((reader.Count & 0xfff) == 0) cancellation.ThrowIfCancellationRequested();
            tree.Append(reader.Leaf.Data);
            if (reader.Count == before.Records) growth = tree.ProveGrowth();
        }

        var now = new LedgerSize(reader.Count, tree.Finish());
        newer.Demand(reader.Sha256(), reader.Offset, now);
        return growth is { } grown && grown.Root.Equals(before.Root)
            ? Checked(GrowthKind.Ancestor, grown.Hashes(now.Records), before, now)
            : new LedgerGrowth(GrowthKind.Apart, []);
    }

    private static LedgerGrowth Checked(GrowthKind kind, IReadOnlyList<Digest256> proof, LedgerSize before, LedgerSize now) =>
        MerkleProof.VerifyConsistency(before.Records, now.Records, proof, before.Root, now.Root)
            ? new LedgerGrowth(kind, proof)
            : throw new SourceFileException(Codes.ReportMismatch, $"does not extend the one that its report says it grew from: the proof that {before.Records} leaves became {now.Records} does not hold");
}
