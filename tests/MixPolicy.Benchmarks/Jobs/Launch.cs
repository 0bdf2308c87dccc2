using System.Reflection;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>Command lines of programs that run on .NET: all by the same <c>dotnet</c>, so that start-up is alike.</summary>
internal static class Launch
{
    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The tool, given as a <c>.dll</c> or as an executable.</summary>
    public static IReadOnlyList<string> Tool(string path, params IEnumerable<string> arguments) =>
        path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [Dotnet, path, .. arguments] : [path, .. arguments];

    /// <summary>This program itself, as a child.</summary>
    public static IReadOnlyList<string> Child(params IEnumerable<string> arguments) =>
        [Dotnet, Assembly.GetExecutingAssembly().Location, ChildEntry.Flag, .. arguments];
}
