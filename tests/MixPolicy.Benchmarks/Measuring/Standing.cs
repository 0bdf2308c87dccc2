namespace MixPolicy.Benchmarks.Measuring;

/// <summary>What a contender has shown so far.</summary>
internal sealed class Standing(Contender contender)
{
    private readonly List<Measurement> _runs = [];

    public Contender Contender => contender;

    /// <summary>The run that ended with an exit code other than 0, if one did.</summary>
    public Measurement? Failure => _runs.FirstOrDefault(run => run.ExitCode != 0);

    public double MedianMilliseconds => Median(Walls());

    public double MinMilliseconds => Walls()[0];

    public double MaxMilliseconds => Walls()[^1];

    /// <summary>The highest of all runs: memory is a limit, not an average.</summary>
    public double PeakMebibytes => _runs.Max(run => run.PeakBytes) / (1024.0 * 1024);

    public bool PeakIsFloor => _runs.All(run => run.PeakIsFloor);

    /// <summary>User and system time, less disturbed by others than the wall's.</summary>
    public double MedianCpuMilliseconds => Median([.. _runs.Select(run => run.Cpu.TotalMilliseconds).Order()]);

    /// <summary>At least one run that counts was disturbed by others.</summary>
    public bool IsDisturbed => _runs.Any(run => run.OthersFraction > Contest.Disturbed);

    public void Add(Measurement run) => _runs.Add(run);

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private double[] Walls() => [.. _runs.Select(run => run.Wall.TotalMilliseconds).Order()];
}
