using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace MixPolicy.Tool.Tests;

/// <summary>What a run of the tool left behind.</summary>
public sealed record ToolOutput(int ExitCode, string Stdout, string Stderr);

/// <summary>Runs the built tool as a process: stdin closed, stdout and stderr apart, killed when it takes too long.</summary>
public static class ToolProcess
{
    /// <summary>The built tool, absolute.</summary>
    public static string Tool { get; } = typeof(ToolProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "BuiltTool").Value!;

    /// <summary>Runs to the end.</summary>
    /// <param name="args">Arguments as the tool gets them; nothing is split or expanded.</param>
    /// <param name="workingDirectory">Where it stands; null for the folder of temporary files.</param>
    /// <param name="env">Variables on top of those of this process; a null value takes one away.</param>
    /// <param name="timeout">After this it is killed and the test fails; null for two minutes.</param>
    /// <param name="tool">Another copy of the tool; null for the one that was built.</param>
    public static ToolOutput Run(
        IEnumerable<string> args,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? env = null,
        TimeSpan? timeout = null,
        string? tool = null)
    {
        using var process = Start(args, workingDirectory, env, tool);
        var stdout = process.StandardOutput.ReadToEndAsync();
        var stderr = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(timeout ?? TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The tool was killed: {string.Join(' ', args)}");
        }

        return new ToolOutput(process.ExitCode, stdout.GetAwaiter().GetResult(), stderr.GetAwaiter().GetResult());
    }

    /// <summary>Starts it, stdin closed; the caller reads both streams, waits and disposes. For tests that send signals.</summary>
    public static Process Start(
        IEnumerable<string> args, string? workingDirectory = null, IReadOnlyDictionary<string, string?>? env = null, string? tool = null)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", tool ?? Tool, .. args])
        {
            WorkingDirectory = workingDirectory ?? Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
        };
        foreach (var (name, value) in env ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
