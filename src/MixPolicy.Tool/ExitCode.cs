namespace MixPolicy.Tool;

/// <summary>What the process returns. A code never depends on an option.</summary>
internal static class ExitCode
{
    /// <summary>Every hard limit holds, or the verb did what it was asked.</summary>
    public const int Satisfied = 0;

    /// <summary>Could not be evaluated: arguments, policy, input, or a fault of the tool.</summary>
    public const int NotEvaluated = 2;

    /// <summary>Ended by Ctrl-C or a termination signal.</summary>
    public const int Cancelled = 130;
}
