using MixPolicy.Diagnostics;

namespace MixPolicy;

/// <summary>What <see cref="PolicyInit"/> did.</summary>
/// <param name="Policy">Absolute path of the policy written; null when none was, and then a finding says why.</param>
/// <param name="Sources">Sources in it.</param>
/// <param name="Files">Data files behind them.</param>
/// <param name="Diagnostics">Findings: by file, line, column and code.</param>
public sealed record InitResult(string? Policy, int Sources, int Files, IReadOnlyList<Diagnostic> Diagnostics);
