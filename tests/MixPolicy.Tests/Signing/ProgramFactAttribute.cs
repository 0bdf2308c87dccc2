using System.ComponentModel;
using System.Diagnostics;

namespace MixPolicy.Tests.Signing;

/// <summary>A test that runs another's program; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    private readonly string _program;

    /// <summary>Skips with its reason.</summary>
    /// <param name="program">The program.</param>
    /// <param name="probe">Arguments with which it ends well where all is there.</param>
    public ProgramFactAttribute(string program, params string[] probe)
    {
        _program = program;
        if (!EndsWell(program, probe.Length == 0 ? ["version"] : probe)) Skip = $"needs {program}";
    }

    /// <summary>The package that has it, where that is not the program's name.</summary>
    public string Needs
    {
        get => _program;
        set => Skip = Skip is null ? null : $"needs {value}";
    }

    private static bool EndsWell(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
