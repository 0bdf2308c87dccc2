using System.Globalization;

namespace MixPolicy.Benchmarks.Runner;

/// <summary>What Linux tells about this process and the machine in /proc.</summary>
internal static class ProcFiles
{
    /// <summary>The kernel counts CPU time for /proc/stat in hundredths of a second (USER_HZ).</summary>
    private const double TicksPerSecond = 100;

    /// <summary>This process's own peak resident memory (VmHWM).</summary>
    public static long OwnPeakBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>CPU time that all processes, and the hypervisor's other guests, have used on all cores since the machine started.</summary>
    public static TimeSpan BusyTime()
    {
        // cpu user nice system idle iowait irq softirq steal guest guest_nice; guest time is in user already.
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = new[] { 1, 2, 3, 6, 7, 8 }.Sum(i => long.Parse(fields[i], CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }
}
