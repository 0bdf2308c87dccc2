namespace MixPolicy;

/// <summary>The main path.</summary>
public static class MixBuild
{
    /// <summary>Builds or judges a mix.</summary>
    public static BuildResult Run(BuildRequest request, IProgress<BuildProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellation.ThrowIfCancellationRequested();
        return new BuildResult(BuildOutcome.NotEvaluated, [], null, []);
    }
}
