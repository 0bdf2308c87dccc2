using MixPolicy.Diagnostics;

namespace MixPolicy.Lineage.Trace;

/// <summary>The answer to a trace. A renderer in <c>MixPolicy.Reporting</c> writes it out.</summary>
/// <param name="Outcome">Violated: the answer is not the one expected. Not evaluated: there is none.</param>
/// <param name="Diagnostics">Findings: by file, line, column and code.</param>
/// <param name="Written">Absolute paths of the proofs written, in order.</param>
public sealed record TraceResult(BuildOutcome Outcome, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<string> Written)
{
    /// <summary>What was found; null when the question could not be answered.</summary>
    internal TracedText? Traced { get; init; }
}
