namespace MixPolicy.Tool.Tests.GithubAction;

/// <summary>A test that runs a workflow's commands; skipped where there is no Unix shell to run them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BashFactAttribute : FactAttribute
{
    /// <summary>Skips with its reason.</summary>
    public BashFactAttribute() => Skip = OperatingSystem.IsWindows() || !OpenSslFactAttribute.Has("bash", "--version") ? "needs bash" : null;
}
