namespace MixPolicy.Tool.Tests;

/// <summary>A test of permissions, which mean nothing to root and are others on Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnprivilegedFactAttribute : FactAttribute
{
    /// <summary>Skips with its reason.</summary>
    public UnprivilegedFactAttribute() =>
        Skip = OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess ? "needs a Unix user who is not root" : null;
}
