using MixPolicy.Diagnostics;
using MixPolicy.Ledger;
using MixPolicy.Rules;

namespace MixPolicy.Lineage.Audit;

/// <summary>That this ledger extends the one that the auditor kept: no replay of an old report, and no history written anew.</summary>
internal sealed class SinceCheck : IAuditCheck
{
    private const string Remedy = "ask whoever keeps the ledger for the chain that holds the root that you kept; until then take its history as rewritten";

    /// <inheritdoc/>
    public string Name => "since";

    /// <inheritdoc/>
    public void Run(AuditScope scope)
    {
        if (KeptLedger.Read(scope.Request, out _) is not { } kept) return; // nothing was kept; what was given wrongly ended the audit before it began
        var subject = kept.Records is { } size ? $"{Figures.Of(size)} leaves, root {kept.Root}" : $"root {kept.Root}";
        var ledger = scope.Ledger;
        var place = scope.At(ledger.Path);
        if (ledger.IsMissing)
        {
            CheckByProof(scope, kept, subject, place);
            return;
        }

        var records = ledger.Records;
        long? found = kept.Records is { } given ? (IsRoot(given) ? given : null) : ledger.Sizes.Prepend(0).Where(IsRoot).Select(s => (long?)s).FirstOrDefault();
        if (found is { } prefix) scope.Sheet.Ok(Name, subject, prefix == records ? $"this very ledger, of {Figures.Of(records)} leaves" : $"the first {Figures.Of(prefix)} of its {Figures.Of(records)} leaves have that root: nothing of them is gone");
        else scope.Sheet.Failed(Name, subject, Codes.AuditSince, place, kept.Records is { } wanted && wanted > records ? $"the ledger has {Figures.Of(records)} leaves, fewer than were kept" : kept.Records is { } of ? $"its first {Figures.Of(of)} leaves have the root {ledger.Root(of)}" : $"none of its generations ends with that root (it ends with {string.Join(", ", ledger.Sizes.Select(s => $"{ledger.Root(s)} at {s}"))})", Remedy);

        bool IsRoot(long at) => ledger.Root(at) is { } root && root.Equals(kept.Root);
    }

    /// <summary>Without the leaves, the report's own proof shows one earlier size.</summary>
    private void CheckByProof(AuditScope scope, KeptLedger kept, string subject, Place place)
    {
        var ledger = scope.Json.Member("ledger");
        if (Is(ledger, kept)) scope.Sheet.Ok(Name, subject, "the root that the report states");
        else if (ledger.MemberIfAny("parent") is { } parent && Is(parent, kept) && MerkleProof.VerifyConsistency(parent.Whole("records"), ledger.Whole("records"), ledger.Digests("consistency"), kept.Root, ledger.Digest("root"))) scope.Sheet.Ok(Name, subject, "the parent's root, from which the report's proof leads to its own");
        else scope.Sheet.NotChecked(Name, subject, place, "the ledger is not there, and the report's own proof starts from another root", "bring the ledger back beside the report");
    }

    private static bool Is(System.Text.Json.JsonElement size, KeptLedger kept) =>
        size.Digest("root").Equals(kept.Root) && (kept.Records is null || kept.Records == size.Whole("records"));
}
