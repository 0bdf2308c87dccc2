using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MixPolicy.Benchmarks.Programs;

/// <summary>
/// Publishes a project as users get it: natively, or, where that cannot be done (no linker, no compiler package), as near as can be. Publishing is
/// incremental, so it is simply done each time.
/// </summary>
internal static class ProgramPublisher
{
    private const int LastLines = 12;

    /// <param name="projectFolder">Folder of the project, from the repository.</param>
    /// <param name="assembly">Name of its program.</param>
    /// <param name="only">The only way to publish it; null for the best that can be done.</param>
    /// <exception cref="BenchmarkException">Not even the plain build, or not the one asked for, could be made.</exception>
    public static BuiltProgram Publish(string projectFolder, string assembly, BuildKind? only = null)
    {
        var root = Repository.Root ?? throw new BenchmarkException("What is measured is published from the repository, and this program lies outside of it.");
        var project = Path.Combine(root, projectFolder);
        var identifier = Identifier();
        foreach (var (kind, options) in (ReadOnlySpan<(BuildKind, string[])>)
        [
            (BuildKind.Native, ["-r", identifier]),
            (BuildKind.ReadyToRun, ["-r", identifier, "-p:PublishAot=false", "-p:PublishReadyToRun=true", "--self-contained", "false"]),
            (BuildKind.Jit, []),
        ])
        {
            if (only is not null && kind != only)
                continue;
            var folder = Repository.Artifacts("bin", $"{assembly}-{kind}".ToLowerInvariant());
            Console.Error.WriteLine($"publishing {projectFolder}, {kind}");
            if (Run(["publish", project, "-c", "Release", "-o", folder, "-nologo", "-v", "quiet", .. options]) is not { } fault)
                return new BuiltProgram(Path.Combine(folder, kind == BuildKind.Native ? assembly : assembly + ".dll"), kind);
            Console.Error.WriteLine(fault);
        }

        throw new BenchmarkException($"{projectFolder} could not be published.");
    }

    /// <summary>The portable name of this machine's kind, for which packages exist.</summary>
    private static string Identifier()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var isMusl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) || File.Exists("/etc/alpine-release");
        return (isMusl ? "linux-musl-" : "linux-") + architecture;
    }

    /// <summary>Null, or the end of what was said.</summary>
    private static string? Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(BuiltProgram.Dotnet, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // What `dotnet run` set for this program must not steer a build of another project.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start) ?? throw new BenchmarkException("dotnet could not be started.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : string.Join('\n', output.TrimEnd().Split('\n').TakeLast(LastLines));
    }
}
