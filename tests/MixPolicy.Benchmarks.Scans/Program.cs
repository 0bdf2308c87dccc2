using System.Globalization;
using MixPolicy.Benchmarks.Scans;

// One of our contenders as a program of its own: a job's name, threads, what the job wants to know, and the files.
// What it found goes to stdout, a line a finding, values between tabs, as the peer prints its rows.
try
{
    switch (args)
    {
        case ["tags", var threads, var percents, var manifest, .. var files]:
            TagsScan.Run(ScanUnit.Of(files, Number(threads)), Number(threads), OriginPercents.Parse(percents), manifest);
            return 0;
        case ["texts", var threads, .. var files]:
            TextsScan.Run(ScanUnit.Of(files, Number(threads)), Number(threads));
            return 0;
        case ["lines", var threads, .. var files]:
            LinesScan.Run(ScanUnit.Of(files, Number(threads)), Number(threads));
            return 0;
        case ["plan", var strata, var rows, var repeats, "exact" or "range"]:
            PlanTimes.Run(Number(strata), Number(rows), Number(repeats), args[^1] == "range");
            return 0;
        default:
            Console.Error.WriteLine("usage: tags THREADS PERCENTS MANIFEST FILE... | texts THREADS FILE... | lines THREADS FILE... | plan STRATA ROWS REPEATS exact|range");
            return 2;
    }
}
catch (Exception error)
{
    // The benchmark shows this; a crash would only add a core dump.
    Console.Error.WriteLine(error.ToString());
    return 1;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
