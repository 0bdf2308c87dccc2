namespace MixPolicy;

/// <summary>How a check of an audit came out.</summary>
public enum AuditOutcome
{
    /// <summary>Looked at, and as it should be.</summary>
    Ok,

    /// <summary>Looked at, and not as it should be.</summary>
    Failed,

    /// <summary>Not looked at: what it takes is not at hand. Never the same as <see cref="Ok"/>.</summary>
    NotChecked,
}

/// <summary>One thing that an audit looked at, or could not look at.</summary>
/// <param name="Check">Which check: <c>report</c>, <c>signature</c>, <c>statement</c>, <c>policy</c>, …</param>
/// <param name="Subject">What was looked at: a file, a rule, a generation.</param>
/// <param name="Outcome">How it came out.</param>
/// <param name="Figure">For people: what was found, and what should have been.</param>
/// <param name="Remedy">What to do about it; null when there is nothing to do.</param>
public sealed record AuditLine(string Check, string Subject, AuditOutcome Outcome, string Figure, string? Remedy);
