using MixPolicy.Diagnostics;

namespace MixPolicy.Reuse;

/// <summary>What a build said, without what depends on where it ran.</summary>
/// <param name="Outcome">How it ended: satisfied or violated.</param>
/// <param name="Findings">In their order.</param>
/// <param name="Summary">The mix and its verdicts; null when it did not get so far.</param>
internal sealed record SaidResult(BuildOutcome Outcome, IReadOnlyList<SaidFinding> Findings, BuildSummary? Summary)
{
    /// <summary>Takes it from a result; findings in the policy do not repeat how the user wrote its path.</summary>
    public static SaidResult Of(BuildResult result, string policy) => new(
        result.Outcome,
        [.. result.Diagnostics.Select(d => new SaidFinding(
            d.Code, d.Severity, d.Place.File == policy ? d.Place with { File = "" } : d.Place, d.Place.File == policy, d.Message, d.Remedies))],
        result.Summary);

    /// <summary>Says it again.</summary>
    public BuildResult Again(string policy, IReadOnlyList<string> written) => new(
        Outcome,
        [.. Findings.Select(f => new Diagnostic(f.Code, f.Severity, f.InPolicy ? f.Place with { File = policy } : f.Place, f.Message, f.Remedies))],
        Summary,
        written)
    { Reused = true };
}

/// <summary>One finding.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Place">Where; the file is left empty when it is the policy.</param>
/// <param name="InPolicy">Whether it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Remedies">What would mend it.</param>
internal sealed record SaidFinding(string Code, Severity Severity, Place Place, bool InPolicy, string Message, IReadOnlyList<string> Remedies);
