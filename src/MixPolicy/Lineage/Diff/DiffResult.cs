using MixPolicy.Diagnostics;

namespace MixPolicy.Lineage.Diff;

/// <summary>How two generations differ. A renderer in <c>MixPolicy.Reporting</c> writes the figures out.</summary>
/// <param name="Outcome">Violated: human text of the older mix was dropped or replaced without an excuse. Not evaluated: they could not be compared.</param>
/// <param name="Diagnostics">Findings: by file, line, column and code.</param>
public sealed record DiffResult(BuildOutcome Outcome, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The figures; null when the reports could not be compared.</summary>
    internal MixDifference? Difference { get; init; }
}
