using System.Diagnostics;
using System.Globalization;
using MixPolicy.Benchmarks.Programs;

namespace MixPolicy.Benchmarks.Measuring;

/// <summary>Runs programs through the runner, a small native process that starts and measures them, all with the same ruler.</summary>
internal sealed class MeasuredRun(BuiltProgram runner)
{
    /// <summary>The kernel counts pages per thread and adds up late, so the runner's own peak is known to about this.</summary>
    private const long FloorSlackBytes = 1 << 20;

    /// <summary>On a build server the tool reads again what it would believe elsewhere; measured is what it does elsewhere.</summary>
    private static readonly string[] BuildServer = ["CI", "ContinuousIntegrationBuild", "GITHUB_ACTIONS", "TF_BUILD"];

    /// <summary>Runs to the end with nothing on stdin; what the program prints goes to the two files.</summary>
    /// <exception cref="BenchmarkException">The program could not be started.</exception>
    public Measurement Run(IReadOnlyList<string> command, string stdoutPath, string stderrPath)
    {
        var line = runner.Command([stdoutPath, stderrPath, .. command]);
        var start = new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardOutput = true };
        foreach (var name in BuildServer) start.Environment.Remove(name);
        using var process = Process.Start(start)
            ?? throw new BenchmarkException($"{line[0]} could not be started.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Parse(output) : throw new BenchmarkException($"{command[0]} could not be run.");
    }

    /// <summary>Exit code; wall, CPU and the machine's busy time in microseconds; peak and inherited peak in bytes.</summary>
    private static Measurement Parse(string output)
    {
        var numbers = output.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var (wall, cpu, busy) = (TimeSpan.FromMicroseconds(numbers[1]), TimeSpan.FromMicroseconds(numbers[2]), TimeSpan.FromMicroseconds(numbers[3]));
        var others = Math.Clamp((busy - cpu) / (wall * Environment.ProcessorCount), 0, 1);
        return new Measurement((int)numbers[0], wall, cpu, numbers[4], numbers[4] <= numbers[5] + FloorSlackBytes, others);
    }
}
