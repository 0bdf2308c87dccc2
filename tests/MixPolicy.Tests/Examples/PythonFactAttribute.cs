using System.ComponentModel;
using System.Diagnostics;

namespace MixPolicy.Tests.Examples;

/// <summary>A test that runs Python; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    private static readonly bool IsThere = Find();

    /// <summary>Skips with its reason.</summary>
    public PythonFactAttribute() => Skip = IsThere ? null : "python3 is not on the path";

    /// <summary>Runs a script; its exit code and what it printed.</summary>
    internal static (int Exit, string Told) Run(params string[] arguments)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var fault = python.StandardError.ReadToEndAsync();
        var told = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return (python.ExitCode, told + fault.Result);
    }

    private static bool Find()
    {
        try
        {
            return Run("-c", "pass").Exit == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
