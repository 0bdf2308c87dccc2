namespace MixPolicy.Benchmarks.Measuring;

/// <summary>A program that does a job.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="OutputFolder">Where it writes.</param>
/// <param name="IsPeer">What we are compared with, rather than ourselves.</param>
internal sealed record Contender(string Name, IReadOnlyList<string> Command, string OutputFolder, bool IsPeer)
{
    public string StdoutPath => OutputFolder + ".stdout";

    public string StderrPath => OutputFolder + ".stderr";

    /// <summary>Done before each run, not measured; null for the usual: the output folder is emptied, so that no run finds what an earlier one left.</summary>
    public Action? Prepare { get; init; }

    public void GetReady()
    {
        if (Prepare is not null)
            Prepare();
        else
            EmptyOutput();
    }

    public void EmptyOutput()
    {
        if (Directory.Exists(OutputFolder))
            Directory.Delete(OutputFolder, recursive: true);
        Directory.CreateDirectory(OutputFolder);
    }
}
