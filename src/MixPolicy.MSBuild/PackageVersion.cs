using System.Reflection;

namespace MixPolicy.MSBuild;

/// <summary>The version that reports name: the tool's of the same release.</summary>
internal static class PackageVersion
{
    /// <summary>The informational version without what a build appends after <c>+</c>.</summary>
    public static string Current { get; } = typeof(PackageVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
