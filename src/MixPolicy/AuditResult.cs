using MixPolicy.Diagnostics;

namespace MixPolicy;

/// <summary>What an audit found.</summary>
/// <param name="Outcome">
/// <see cref="BuildOutcome.Violated"/> when a check failed; <see cref="BuildOutcome.NotEvaluated"/> when there is no report to audit; else
/// <see cref="BuildOutcome.Satisfied"/>, however much was not checked.
/// </param>
/// <param name="Lines">One line a check, in the order of the checks; empty when there is no report to audit.</param>
/// <param name="Diagnostics">The same for whoever collects findings: a violation a failed line, a warning a line that was not checked.</param>
/// <param name="Report">What the report says of itself; null when there is none to audit.</param>
public sealed record AuditResult(
    BuildOutcome Outcome, IReadOnlyList<AuditLine> Lines, IReadOnlyList<Diagnostic> Diagnostics, AuditedSummary? Report)
{
    /// <summary>Lines that came out so.</summary>
    public int Count(AuditOutcome outcome) => Lines.Count(l => l.Outcome == outcome);

    /// <summary>Limits of the policy that were judged again, each from the manifest's rows.</summary>
    public int LimitsJudged { get; init; }
}

/// <summary>What a report says of itself: its own word, believed only as far as the lines bear it out.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Generation">The generation.</param>
/// <param name="AsOf">The policy's date, as <c>YYYY-MM-DD</c>; null when it has none.</param>
/// <param name="Verdict"><c>satisfied</c>, <c>warned</c> or <c>waived</c>.</param>
/// <param name="Root">Root of the pool's ledger, lower-case hex.</param>
public sealed record AuditedSummary(string Policy, long Generation, string? AsOf, string Verdict, string Root);
