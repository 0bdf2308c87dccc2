namespace MixPolicy.Tests.Signing;

/// <summary>A test of what Windows does not have, or gives only to administrators.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    /// <summary>Skips with its reason.</summary>
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "needs Unix" : null;
}
