using System.Globalization;

namespace MixPolicy.Benchmarks.Measuring;

/// <summary>What Linux tells about the machine in /proc.</summary>
internal static class ProcFiles
{
    /// <summary>The machine's memory.</summary>
    public static long MachineBytes() => Kilobytes("/proc/meminfo", "MemTotal:") * 1024;

    /// <summary>As the maker calls it; "unknown" where /proc/cpuinfo has no model name (some ARM machines).</summary>
    public static string CpuModel() => File.ReadLines("/proc/cpuinfo")
        .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
        .FirstOrDefault("unknown");

    private static long Kilobytes(string path, string key)
    {
        var line = File.ReadLines(path).First(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
