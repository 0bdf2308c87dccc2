namespace MixPolicy.Reporting;

/// <summary>How a test case ended.</summary>
internal enum JunitState
{
    /// <summary>Nothing fails the run; there may be a warning.</summary>
    Passed,

    /// <summary>A waiver lets it pass.</summary>
    Skipped,

    /// <summary>Violated, or could not be evaluated.</summary>
    Failed,
}
