using System.Reflection;
using System.Runtime.InteropServices;

namespace MixPolicy.Tool.Tests.Packages;

/// <summary>A test of packed packages, the native one among them; skipped where that cannot be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(FindMissing);

    /// <summary>Skips with its reason.</summary>
    /// <param name="withNpm">Whether it needs the npm packages of tests/foreign too.</param>
    public PackFactAttribute(bool withNpm = false) =>
        Skip = Missing.Value ?? (withNpm && !Directory.Exists(Path.Combine(Quickstart.Repository, "tests", "foreign", "node_modules"))
            ? "npm packages are not installed: npm ci in tests/foreign"
            : null);

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64) return "the native package is made on x64 Linux";
        if (!OpenSslFactAttribute.Has("clang", "--version") && !OpenSslFactAttribute.Has("gcc", "--version")) return "native AOT needs a linker: clang or gcc";
        var compiler = Path.Combine(Metadata("NuGetPackageRoot"), "runtime.linux-x64.microsoft.dotnet.ilcompiler", Metadata("BundledNETCoreAppPackageVersion"));
        if (Directory.Exists(compiler)) return null;
        using var folder = new TempFolder();
        var restore = Dotnet.Run(
            ["restore", "src/MixPolicy.Tool", "-r", "linux-x64", "--artifacts-path", folder.Path, "-v", "q"], Quickstart.Repository);
        return restore.ExitCode == 0 ? null : "the packages of the native AOT compiler cannot be restored";
    }

    /// <summary>What the project file passed on to this assembly.</summary>
    internal static string Metadata(string key) =>
        typeof(PackFactAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
