namespace MixPolicy.Diagnostics;

/// <summary>How much a finding weighs, from least to most.</summary>
public enum Severity
{
    /// <summary>Worth knowing; changes nothing.</summary>
    Info,

    /// <summary>A warning limit is crossed, or something was counted that the user should look at. The exit code stays 0.</summary>
    Warning,

    /// <summary>A hard limit of the policy is broken. Exit code 1.</summary>
    Violation,

    /// <summary>The policy could not be evaluated. Exit code 2.</summary>
    Error,
}
