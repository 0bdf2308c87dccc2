namespace MixPolicy.Benchmarks.Measuring;

/// <summary>What a contender has shown so far.</summary>
internal sealed class Standing(Contender contender)
{
    private readonly List<Measurement> _runs = [];

    public Contender Contender => contender;

    /// <summary>The run that ended with an exit code other than 0, if one did.</summary>
    public Measurement? Failure => _runs.FirstOrDefault(run => run.ExitCode != 0);

    public double MedianMilliseconds
    {
        get
        {
            var walls = Walls();
            return (walls[(walls.Length - 1) / 2] + walls[walls.Length / 2]) / 2;
        }
    }

    public double MinMilliseconds => Walls()[0];

    public double MaxMilliseconds => Walls()[^1];

    /// <summary>The highest of all runs: memory is a limit, not an average.</summary>
    public double PeakMebibytes => _runs.Max(run => run.PeakBytes) / (1024.0 * 1024);

    public bool PeakIsFloor => _runs.All(run => run.PeakIsFloor);

    /// <summary>How many cores were busy on average.</summary>
    public double BusyCores => _runs.Sum(run => run.Cpu.TotalSeconds) / _runs.Sum(run => run.Wall.TotalSeconds);

    /// <summary>At least one run that counts was disturbed by others.</summary>
    public bool IsDisturbed => _runs.Any(run => run.OthersFraction > Contest.Disturbed);

    public void Add(Measurement run) => _runs.Add(run);

    private double[] Walls() => [.. _runs.Select(run => run.Wall.TotalMilliseconds).Order()];
}
