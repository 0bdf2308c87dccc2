using System.Runtime.InteropServices;
using MixPolicy.Tests.Examples;

namespace MixPolicy.Tests.Reporting;

/// <summary>A test that needs Microsoft's validator of SARIF, an npm package with a program for Linux on x64.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SarifMultitoolFactAttribute : FactAttribute
{
    /// <summary>Skips with its reason.</summary>
    public SarifMultitoolFactAttribute() => Skip =
        !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 ? "the validator is a program for Linux on x64"
        : Directory.Exists(Path.Combine(ForeignPackagesFactAttribute.NodeModules, SarifMultitool.Package)) ? null
        : "npm packages are not installed: npm ci in tests/foreign";
}
