using System.ComponentModel;
using System.Diagnostics;

namespace MixPolicy.Tool.Tests;

/// <summary>A test with commands of a Unix shell, OpenSSL's among them; skipped where they are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenSslFactAttribute : FactAttribute
{
    /// <summary>Skips with its reason.</summary>
    public OpenSslFactAttribute() => Skip = OperatingSystem.IsWindows() || !Has("openssl", "version") ? "needs openssl and a Unix shell" : null;

    /// <summary>Whether a program is there and ends well.</summary>
    public static bool Has(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
