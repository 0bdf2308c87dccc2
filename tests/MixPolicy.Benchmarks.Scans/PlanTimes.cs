using System.Diagnostics;
using MixPolicy.Diagnostics;
using MixPolicy.Planning;

namespace MixPolicy.Benchmarks.Scans;

/// <summary>Plans made-up policies and says how long each took.</summary>
internal static class PlanTimes
{
    private const int WarmUps = 5;

    /// <summary>A line a run: milliseconds, milliseconds of processor time, whether a mix was found, whether proved, binding limits, exchanges of the proof's active set.</summary>
    public static void Run(int strata, int rows, int repeats, bool range)
    {
        for (var run = -WarmUps; run < repeats; run++)
        {
            var problem = PlanCase.Draw(run < 0 ? -run : 1000 + run, strata, rows, range);
            var busy = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.GetTimestamp();
            var plan = MixPlanner.Plan(problem, new DiagnosticBag(), CancellationToken.None);
            var elapsed = Stopwatch.GetElapsedTime(clock);
            busy = Environment.CpuUsage.TotalTime - busy;
            if (run < 0) continue;
            Console.Out.Write(FormattableString.Invariant($"{elapsed.TotalMilliseconds:F1}\t{busy.TotalMilliseconds:F1}\t{plan.IsMix}\t{plan.IsProved}\t{plan.Costs.Count(c => c.Multiplier is not null)}\n"));
        }
    }
}
