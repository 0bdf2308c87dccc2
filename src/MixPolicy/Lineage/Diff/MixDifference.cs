namespace MixPolicy.Lineage.Diff;

/// <summary>All that differs between two generations. Immutable.</summary>
/// <param name="Older">The older report.</param>
/// <param name="Newer">The newer report.</param>
/// <param name="Unit">What amounts count.</param>
/// <param name="Rows">What was added, dropped, re-weighted and relabelled.</param>
/// <param name="Kept">What became of the older mix's human records.</param>
/// <param name="OlderShares">What the older mix consists of.</param>
/// <param name="NewerShares">What the newer mix consists of.</param>
/// <param name="Stated">What the two reports say, side by side.</param>
/// <param name="Ledger">Whether the newer ledger extends the older one.</param>
internal sealed record MixDifference(
    ReportAtHand Older,
    ReportAtHand Newer,
    string Unit,
    RowChanges Rows,
    NeverReplace Kept,
    MixShares OlderShares,
    MixShares NewerShares,
    StatedDifference Stated,
    LedgerGrowth Ledger);
