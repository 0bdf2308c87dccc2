namespace MixPolicy.Benchmarks.Runner;

/// <summary>What the kernel said of one process from start to end.</summary>
/// <param name="ExitCode">128 + the signal when one ended it.</param>
/// <param name="Wall">From before the process is made until it is gone: start-up included.</param>
/// <param name="Cpu">User and system time of the process and of those it waited for.</param>
/// <param name="Busy">CPU time that all processes of the machine used meanwhile, on all cores.</param>
/// <param name="PeakBytes">Peak resident memory.</param>
/// <param name="FloorBytes">The peak that the process inherited: its own may be lower.</param>
internal sealed record Reading(int ExitCode, TimeSpan Wall, TimeSpan Cpu, TimeSpan Busy, long PeakBytes, long FloorBytes)
{
    /// <summary>Whole numbers in the order above, times in microseconds.</summary>
    public string Line => FormattableString.Invariant(
        $"{ExitCode} {Microseconds(Wall)} {Microseconds(Cpu)} {Microseconds(Busy)} {PeakBytes} {FloorBytes}");

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
