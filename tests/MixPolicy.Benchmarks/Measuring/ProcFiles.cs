using System.Globalization;

namespace MixPolicy.Benchmarks.Measuring;

/// <summary>What Linux tells about itself in /proc.</summary>
internal static class ProcFiles
{
    /// <summary>The kernel counts CPU time for /proc/stat in hundredths of a second (USER_HZ).</summary>
    private const double TicksPerSecond = 100;

    /// <summary>This process's own peak resident memory (VmHWM).</summary>
    public static long OwnPeakBytes() => Kilobytes("/proc/self/status", "VmHWM:") * 1024;

    /// <summary>The machine's memory.</summary>
    public static long MachineBytes() => Kilobytes("/proc/meminfo", "MemTotal:") * 1024;

    /// <summary>CPU time that all processes, and the hypervisor's other guests, have used on all cores since the machine started.</summary>
    public static TimeSpan BusyTime()
    {
        // cpu user nice system idle iowait irq softirq steal guest guest_nice; guest time is in user already.
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = new[] { 1, 2, 3, 6, 7, 8 }.Sum(i => long.Parse(fields[i], CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

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
