using MixPolicy.Diagnostics;
using MixPolicy.Planning;
using MixPolicy.Policies;
using MixPolicy.Scanning;

namespace MixPolicy.Selection;

/// <summary>The cuts that a mix is made by: one a stratum, in the order of the inventory's strata.</summary>
internal sealed record MixSelection(IReadOnlyList<StratumCut> Cuts);

/// <summary>Amounts in, cuts out.</summary>
internal static class RecordSelector
{
    /// <summary>Selects; reports MIX0402 when amounts exist but no whole-document cuts were found, and then returns the nearest.</summary>
    public static MixSelection Select(
        Policy policy, Inventory inventory, MixPlan plan, int threads, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        var strata = inventory.Strata;
        if (plan.TakesAll)
        {
            return new MixSelection([.. strata.Select(s => new StratumCut(1, false, 0, default, s.Available, s.Records))]);
        }

        var windows = strata.Select((s, i) => new CutWindow(i, s, plan.Asked[i], plan.Ranges[i], inventory.Histogram)).ToArray();
        inventory.Index.ForEachUnit(threads, unit => Fill(windows, inventory, unit, cancellation), cancellation);
        foreach (var window in windows) window.Complete();
        var found = new WholeDocuments(windows, plan.Limits, policy.Mix.Budget, inventory.Largest).Find(plan.Asked, plan.IsMix, out var cuts);
        if (!found && plan.IsMix)
        {
            diagnostics.Add(new Diagnostic(
                Codes.NoWholeDocuments, Severity.Violation, policy.Mix.Budget.Place,
                "amounts that meet every limit exist, but no selection of whole documents that does was found near them; the findings beside this one measure the nearest",
                ["raise mix.budget: more documents leave more room", "loosen the limit that is missed by the size of a document", "give mix.budget as a range"]));
        }

        return new MixSelection(cuts);
    }

    private static void Fill(CutWindow[] windows, Inventory inventory, int unit, CancellationToken cancellation)
    {
        using var reader = new PoolReader(inventory, unit);
        while (reader.Next(cancellation))
        {
            for (var i = 0; i < reader.Count; i++)
            {
                if (!reader.IsTaken(i)) continue;
                var window = windows[reader.Stratum(i)];
                var bucket = inventory.Histogram.Bucket(reader.Key(i));
                if (bucket < window.FirstBucket || bucket > window.LastBucket) continue;
                reader.Complete();
                window.Add(reader.Key(i), reader.Digest(i), reader.Amount(i));
            }
        }
    }
}
