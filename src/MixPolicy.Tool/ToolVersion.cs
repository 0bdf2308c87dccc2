using System.Reflection;

namespace MixPolicy.Tool;

/// <summary>The version that the tool calls itself by.</summary>
internal static class ToolVersion
{
    /// <summary>The informational version without what a build appends after <c>+</c>.</summary>
    public static string Current { get; } = typeof(ToolVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
