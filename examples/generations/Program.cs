using MixPolicy.Examples.Generations;

var folder = args.Length > 0 ? args[0] : Path.Combine("examples", "generations");
var quickstart = Path.Combine(folder, "..", "quickstart", "data");
if (args.Length > 1 || !File.Exists(Path.Combine(folder, "base.yaml")) || !Directory.Exists(quickstart))
{
    Console.Error.WriteLine("usage, from the top of the repository: dotnet run --project examples/generations -c Release");
    return 2;
}

using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) => { press.Cancel = true; cancel.Cancel(); };
var experiment = new Experiment(Path.GetFullPath(folder), Environment.ProcessorCount, Console.Error, cancel.Token);
if (await experiment.RunAsync(Path.GetFullPath(quickstart)) is not { } outcome) return 1;
Console.Write(Report.Text(outcome));
await File.WriteAllTextAsync(Path.Combine(folder, "out", "generations.svg"), SvgPlot.Draw(outcome));
Console.WriteLine($"wrote {Path.Combine(folder, "out", "generations.svg")}");
return 0;
