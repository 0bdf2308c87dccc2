using System.Diagnostics;
using System.Globalization;
using MixPolicy.Benchmarks.Programs;

namespace MixPolicy.Benchmarks.Jobs;

/// <summary>How long the planner takes over made-up policies of the largest usual size, warm, inside one process: natively and with the JIT.</summary>
internal static class PlanJob
{
    private const int Strata = 2000;
    private const int Rows = 50;

    /// <summary>A line each for native and JIT, for a budget of one number and for a range; 1 when a plan was not found or not proved.</summary>
    public static int Run(int repeats, TextWriter output)
    {
        var whole = true;
        output.WriteLine(FormattableString.Invariant($"plan: {Strata} strata, {Rows} rows; milliseconds over {4 * repeats} policies"));
        foreach (var kind in (ReadOnlySpan<BuildKind>)[BuildKind.Native, BuildKind.Jit])
        {
            var program = ProgramPublisher.Publish("tests/MixPolicy.Benchmarks.Scans", "MixPolicy.Benchmarks.Scans", kind);
            foreach (var budget in (ReadOnlySpan<string>)["exact", "range"])
            {
                var runs = Lines(program.Command("plan", $"{Strata}", $"{Rows}", (4 * repeats).ToString(CultureInfo.InvariantCulture), budget));
                var proved = runs.Count(run => run[3] == "True");
                whole &= proved == runs.Count;
                output.WriteLine(FormattableString.Invariant(
                    $"{program.KindText}, {budget} budget: {Times(runs, 0)}; of processor time {Times(runs, 1)}; proved {proved} of {runs.Count}"));
            }
        }

        return whole ? 0 : 1;
    }

    private static string Times(List<string[]> runs, int column)
    {
        var times = runs.Select(run => double.Parse(run[column], CultureInfo.InvariantCulture)).Order().ToList();
        return FormattableString.Invariant($"median {times[times.Count / 2]:F1}, slowest {times[^1]:F1}");
    }

    private static List<string[]> Lines(IReadOnlyList<string> command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true })
            ?? throw new BenchmarkException($"{command[0]} could not be started.");
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToList();
        process.WaitForExit();
        return process.ExitCode == 0 ? lines : throw new BenchmarkException($"{command[0]} failed; what it said stands above.");
    }
}
