namespace MixPolicy.Benchmarks.Measuring;

/// <summary>One process from start to end.</summary>
/// <param name="ExitCode">128 + the signal when one ended it.</param>
/// <param name="Wall">From before the process is made until it is gone: start-up included.</param>
/// <param name="Cpu">User and system time of the process and of those it waited for.</param>
/// <param name="PeakBytes">Peak resident memory.</param>
/// <param name="PeakIsFloor">The peak is no higher than what the process inherited from the runner, so the true one may be lower.</param>
/// <param name="OthersFraction">How much of the machine's cores others used meanwhile, 0..1.</param>
internal sealed record Measurement(int ExitCode, TimeSpan Wall, TimeSpan Cpu, long PeakBytes, bool PeakIsFloor, double OthersFraction);
