using System.Diagnostics;

namespace MixPolicy.Tool.Tests.Packages;

/// <summary>Runs the .NET command line, or another program, as a process to its end.</summary>
internal static class Dotnet
{
    /// <summary>What <c>dotnet test</c> tells its children of itself, which would be wrong for another build.</summary>
    private static readonly string[] OfThisRun = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>The command line that runs the tests.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs <c>dotnet</c>.</summary>
    public static ToolOutput Run(IEnumerable<string> args, string folder, IReadOnlyDictionary<string, string>? env = null) => Run(Host, args, folder, env);

    /// <summary>Runs a program, and ends it where it takes a quarter of an hour.</summary>
    public static ToolOutput Run(string program, IEnumerable<string> args, string folder, IReadOnlyDictionary<string, string>? env = null)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in OfThisRun) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        // No build server may outlive the test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in env ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var stdout = process.StandardOutput.ReadToEndAsync();
        var stderr = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(15)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"It was killed: {program} {string.Join(' ', start.ArgumentList)}");
        }

        return new ToolOutput(process.ExitCode, stdout.GetAwaiter().GetResult(), stderr.GetAwaiter().GetResult());
    }

    /// <summary>Runs <c>dotnet</c> and fails the test where it does not end well.</summary>
    public static string Succeed(IEnumerable<string> args, string folder, IReadOnlyDictionary<string, string>? env = null) => Succeed(Host, args, folder, env);

    /// <summary>Runs a program and fails the test where it does not end well.</summary>
    public static string Succeed(string program, IEnumerable<string> args, string folder, IReadOnlyDictionary<string, string>? env = null)
    {
        var run = Run(program, args, folder, env);
        Assert.True(run.ExitCode == 0, $"{program} ended with {run.ExitCode}\n{run.Stdout}\n{run.Stderr}");
        return run.Stdout;
    }
}
