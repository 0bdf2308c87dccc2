using System.Diagnostics;
using MixPolicy.Benchmarks.Corpus;

namespace MixPolicy.Benchmarks.Measuring;

/// <summary>
/// Runs contenders side by side: each repeat runs all of them once, in an order shuffled by the seed, so that a machine that drifts drifts for
/// all. A run disturbed by others is repeated; the least disturbed is kept.
/// </summary>
/// <param name="Runs">Measures them.</param>
/// <param name="Repeats">Runs of each contender that count.</param>
/// <param name="Tries">How often a disturbed run is made at most.</param>
/// <param name="Seed">Decides the order.</param>
/// <param name="Clock">Runs since the beginning.</param>
/// <param name="RetryFor">After this time on the clock, disturbed runs are kept as they are.</param>
internal sealed record Contest(MeasuredRun Runs, int Repeats, int Tries, ulong Seed, Stopwatch Clock, TimeSpan RetryFor)
{
    /// <summary>The part of the machine's CPU that others may use before a run counts as disturbed.</summary>
    public const double Disturbed = 0.04;

    /// <summary>One standing a contender, in their order. One that fails once is not run again.</summary>
    public IReadOnlyList<Standing> Run(IReadOnlyList<Contender> contenders, IReadOnlyList<string> inputs, Action<string> progress)
    {
        var standings = contenders.Select(contender => new Standing(contender)).ToArray();
        for (var repeat = 1; repeat <= Repeats; repeat++)
        {
            foreach (var standing in Shuffled(standings, repeat).Where(standing => standing.Failure is null))
            {
                var run = Undisturbed(standing.Contender, inputs);
                standing.Add(run);
                progress(FormattableString.Invariant(
                    $"  {repeat}/{Repeats} {standing.Contender.Name}: {run.Wall.TotalMilliseconds:F0} ms, exit {run.ExitCode}"));
            }
        }

        return standings;
    }

    /// <summary>The least disturbed of the tries; a try that fails ends them.</summary>
    private Measurement Undisturbed(Contender contender, IReadOnlyList<string> inputs)
    {
        Measurement? best = null;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            contender.GetReady();
            PageCache.Warm(inputs);
            var run = Runs.Run(contender.Command, contender.StdoutPath, contender.StderrPath);
            if (run.ExitCode != 0)
                return run;
            if (best is null || run.OthersFraction < best.OthersFraction)
                best = run;
            if (best.OthersFraction <= Disturbed || Clock.Elapsed > RetryFor)
                break;
        }

        return best!;
    }

    /// <summary>Fisher and Yates's shuffle.</summary>
    private Standing[] Shuffled(Standing[] standings, int repeat)
    {
        var random = new SplitMix64(SplitMix64.Mix(Seed) ^ (ulong)repeat);
        Standing[] order = [.. standings];
        for (var last = order.Length - 1; last > 0; last--)
        {
            var other = random.Below(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }
}
